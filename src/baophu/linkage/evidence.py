"""Why a row was decided as it was: field by field, in Vietnamese.

One sentence a combination of levels, so a province's 220,000 rows need a few thousand sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LEVEL_WORDS: Mapping[str, Mapping[int, str]] = {
    "name_level": {
        8: "họ tên trùng cả dấu",
        7: "họ tên trùng (một bên không ghi dấu)",
        6: "họ tên trùng khi bỏ dấu, dấu khác nhau",
        5: "họ tên trùng, khác chữ đệm, khoảng cách hoặc thứ tự",
        4: "họ tên gần giống (viết sai một, hai chữ cái)",
        3: "tên gần giống nhưng là hai tên có thật (lệch một, hai chữ cái)",
        2: "họ và tên trùng, chữ đệm khác",
        1: "tên trùng, họ khác",
        0: "tên khác",
    },
    "birth_level": {
        7: "ngày sinh trùng",
        6: "ngày sinh trùng (01/01, hay là ngày ghi thay)",
        5: "ngày và tháng sinh đảo chỗ",
        4: "năm sinh trùng (một bên chỉ ghi năm)",
        3: "năm sinh trùng (một bên ghi 01/01)",
        2: "ngày sinh lệch một phần",
        1: "chỉ năm sinh trùng",
        0: "năm sinh khác",
    },
    "sex_level": {1: "giới tính trùng", 0: "giới tính khác"},
    "si_level": {2: "mã số BHXH trùng", 1: "mã số BHXH lệch một, hai chữ số", 0: "mã số BHXH khác"},
    "pid_level": {2: "số CCCD/CMND trùng", 1: "số CCCD/CMND lệch một, hai chữ số", 0: "số CCCD/CMND khác"},
    "place_level": {1: "xã trùng", 0: "xã khác"},
    "hamlet_level": {1: "ấp/khóm trùng", 0: "ấp/khóm khác"},
    "home_level": {1: "mã hộ trùng", 0: "mã hộ khác"},
    "parents_level": {
        4: "tên cha và mẹ trùng",
        3: "tên cha hoặc mẹ trùng",
        2: "tên cha, mẹ gần giống",
        1: "người lớn trong hộ có tên khác cha, mẹ ghi trên danh sách",
        0: "tên cha, mẹ khác",
    },
    "phone_level": {1: "số điện thoại trùng", 0: "số điện thoại khác"},
}
LEVEL_COLUMNS = tuple(LEVEL_WORDS)

_OTHER_STORY = {
    "twin": "có thể là anh chị em sinh đôi",
    "kin": "có thể là người khác trong cùng nhà",
    "stranger": "có thể là người trùng tên",
}


def _fields(levels: Sequence[int | None]) -> str:
    words = [
        LEVEL_WORDS[column][level]
        for column, level in zip(LEVEL_COLUMNS, levels, strict=True)
        if level is not None and level >= 0
    ]
    return "; ".join(words)


def evidence_of(combination: str, *, stale: str | None) -> str:
    """The sentence for a ``combination`` of the step ``reasoned``.

    ``stale`` is the as-of date (dd/mm/yyyy) of an old extract; "expired" and "not covered" then name it.
    """
    decision, way, against, close_second, stale_matters, *texts = combination.split("|")
    fields = _fields([int(text) for text in texts])
    tail = f" (theo dữ liệu ngày {stale})" if stale and stale_matters == "1" else ""
    if decision == "match":
        lead = "Khớp theo số" if way == "number" else "Khớp"
        return f"{lead}: {fields}{tail}."
    if decision == "undated":
        return f"Đúng người nhưng thẻ không ghi hạn sử dụng hợp lý: {fields}."
    if decision == "doubtful":
        if texts[1] == "-1":
            fields += "; không có ngày sinh để so"
        why = "có hơn một người giống như nhau" if close_second == "1" else _OTHER_STORY[against]
        return f"Chưa chắc, {why}: {fields}{tail}."
    return f"Không có ai đủ giống trong dữ liệu thẻ{tail}."
