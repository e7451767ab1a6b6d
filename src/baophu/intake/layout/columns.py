"""Gives each column of a sheet its field: by header, by values where the header is not enough, by ``--map`` before all.

Two filled columns for a field that tells who a row is are an error that names both, unless they complete each other;
for any other field the better one is taken and the choice is shown. A second, empty one is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from baophu.intake.layout.headers import is_order_header
from baophu.intake.layout.shapes import Column, HeaderBlock, column_letters
from baophu.kernel.fields import is_own_header, match_header
from baophu.kernel.identifiers import looks_like_personal_id, normalise_personal_id
from baophu.kernel.text import header_key
from baophu.kernel.validity import split_validity

Values = Callable[[int], Sequence[str]]

_LIKE_IDENTITY = ("personal_id", "pupil_code")
_USUAL = {
    "facility": ("macosokcb", "mabenhvien", "makcb", "mabv", "sokcb", "tencosokcb", "noidangkykcb", "noikcb"),
    "personal_id": ("socccd", "cccd", "sodinhdanh", "sodinhdanhcanhan", "socmnd", "cmnd"),
    "commune_code": ("xadangss", "maxa", "xahk", "xalh"),
    "address": (
        "diachidangss", "diachi", "diachinn", "diachihk", "diachithuongtru", "hokhauthuongtru", "choohiennay", "choo",
    ),
}  # fmt: skip
# Two filled columns for one of these would leave it open who a row is, or what a card is worth.
_DECISIVE = frozenset({
    "full_name", "last_name", "first_name", "birth_date", "birth_day", "birth_month", "birth_year", "birth_date_male",
    "birth_date_female", "birth_year_only", "sex", "sex_male", "sex_female", "si_number", "personal_id",
    "personal_id_older", "card_number", "valid_from", "valid_to", "valid_both", "household_code", "pupil_code",
})  # fmt: skip
# In a list of employers or areas these are the row; beside a person's name they are not.
_DECISIVE_WITHOUT_PEOPLE = frozenset({
    "employer_code", "employer_name", "tax_code", "staff", "school", "school_code", "commune", "commune_code",
    "area_code", "area_name", "population", "target", "scheme", "card_group", "period",
})  # fmt: skip
_ONE_WORD = re.compile(r"^[^\W\d_]+$")
_DAY_OF_MONTH = re.compile(r"^\d{1,2}(?:\.0)?$")
_ABOUT_VALIDITY = ("giatri", "hanthe", "thoihan", "hansudung", "hieuluc", "tungay")
_OTHER_VALIDITY = ("hopdong", "tamtru", "giayphep", "chungchi", "hochieu", "cccd", "cmnd")
_MIDDLE_NAME = frozenset({"tendem", "dem", "chudem", "tenlot", "lot", "chulot", "middlename"})
_OLDER_PAPER = ("cmnd", "chungminh", "cmt")
_NEWER_PAPER = ("cccd", "cancuoc", "dinhdanh", "ddcn")


class TwoColumns(Exception):
    """Two filled columns claim one field; the caller adds file and sheet and raises the foreseen error."""

    def __init__(self, field: str, first: str, second: str) -> None:
        self.field, self.first, self.second = field, first, second
        super().__init__(field, first, second)


def assign_columns(
    block: HeaderBlock, *, values: Values, is_filled: Callable[[int], bool], mapping: Mapping[str, str]
) -> tuple[tuple[Column, ...], list[str]]:
    """The columns of a sheet with their fields, and what was decided that the user should see.

    ``values(column)`` gives a sample of the cells below the header,
    ``is_filled(column)`` says whether any cell below it holds something.

    ``mapping`` is field → header as the user said. Errors: :class:`TwoColumns`.
    """
    fields = dict(block.fields)
    _split_pupil_code(block, fields, values)
    _split_unheaded_name(block, fields, values)
    _settle_lone_given_name(fields, values)
    _settle_middle_name(block, fields)
    _settle_birth_parts(block, fields, values)
    _settle_year_mark(block, fields)
    _settle_sex_pair(block, fields)
    _apply_mapping(block, fields, mapping)
    notes = _settle_joined_validity(block, fields, values)
    notes += _settle_older_paper(block, fields, is_filled)
    notes += _prefer_usual(block, fields, is_filled)
    _drop_empty_doubles(fields, is_filled)
    notes += _prefer_better(block, fields)
    _check_single(block, fields)
    columns = tuple(
        Column(index=index, header=block.header(index), field=fields.get(index)) for index in range(len(block.levels))
    )
    return columns, notes


def header_matches(header: str, wanted: str) -> bool:
    """Whether a joined header is the one a person named: the whole, or its lowest level."""
    key = header_key(wanted)
    return bool(key) and key in {header_key(header), header_key(header.split(" / ")[-1])}


def order_column(block: HeaderBlock) -> int | None:
    """The column of running numbers, if there is one."""
    return next((i for i, texts in enumerate(block.levels) if texts and any(map(is_order_header, texts))), None)


def _apply_mapping(block: HeaderBlock, fields: dict[int, str], mapping: Mapping[str, str]) -> None:
    for field, wanted in mapping.items():
        found = [i for i in range(len(block.levels)) if block.levels[i] and header_matches(block.header(i), wanted)]
        if not found:
            continue
        exact = [i for i in found if header_key(block.header(i)) == header_key(wanted)]
        chosen = (exact or found)[0]
        for column in [column for column, name in fields.items() if name == field]:
            del fields[column]
        fields[chosen] = field


def _share(values: Sequence[str], matches: Callable[[str], bool]) -> float:
    filled = [value.strip() for value in values if value.strip()]
    return sum(map(matches, filled)) / len(filled) if filled else 0.0


def _split_pupil_code(block: HeaderBlock, fields: dict[int, str], values: Values) -> None:
    """A "mã định danh" whose values are no identity numbers is the pupil's code; so the reverse."""
    for column, name in list(fields.items()):
        sample = [value for value in values(column) if value.strip()] if name in _LIKE_IDENTITY else []
        if not sample:
            continue
        is_identity = looks_like_personal_id(sample)
        has_digits_of_one = _share(sample, lambda value: normalise_personal_id(value) is not None) > 0.3
        could_be_either = "pupil_code" in match_header(block.header(column))
        is_wrong = not is_identity if could_be_either else not has_digits_of_one
        if name == "personal_id" and is_wrong and "pupil_code" not in fields.values():
            fields[column] = "pupil_code"
        elif name == "pupil_code" and is_identity and "personal_id" not in fields.values():
            fields[column] = "personal_id"


def _split_unheaded_name(block: HeaderBlock, fields: dict[int, str], values: Values) -> None:
    """ "Họ và tên" merged over two columns: family and middle names left, given name right."""
    for column, name in list(fields.items()):
        right = column + 1
        if name != "full_name" or right >= len(block.levels):
            continue
        has_own_header = bool(block.levels[right]) and block.levels[right] != block.levels[column]
        if has_own_header or "last_name" in fields.values():
            continue
        if _share(values(right), lambda value: bool(_ONE_WORD.match(value))) > 0.8:
            fields[column], fields[right] = "last_name", "first_name"
            return


def _settle_lone_given_name(fields: dict[int, str], values: Values) -> None:
    """A column "Tên" without a "Họ" beside it holds the whole name."""
    names = set(fields.values())
    if names & {"full_name", "last_name"}:
        return
    for column, name in list(fields.items()):
        if name == "first_name" and _share(values(column), lambda value: " " in value) > 0.5:
            fields[column] = "full_name"


def _settle_middle_name(block: HeaderBlock, fields: dict[int, str]) -> None:
    """Họ, Tên đệm and Tên in three columns."""
    if not {"last_name", "first_name"} <= set(fields.values()):
        return
    for column, texts in enumerate(block.levels):
        if texts and column not in fields and header_key(texts[-1]) in _MIDDLE_NAME:
            fields[column] = "middle_name"
            return


def _settle_year_mark(block: HeaderBlock, fields: dict[int, str]) -> None:
    """The exchange layout's NAMSINH beside NGAYSINH marks that only the year is known."""
    claims = [column for column, name in fields.items() if name in ("birth_date", "birth_year")]
    if {"birth_day", "birth_month"} & set(fields.values()):
        return
    keys = {column: header_key(block.levels[column][-1]) for column in claims}
    if len(claims) == 2 and set(keys.values()) == {"ngaysinh", "namsinh"}:
        year = next(column for column in claims if keys[column] == "namsinh")
        fields[year] = "birth_year_only"


def _leaf_key(block: HeaderBlock, column: int) -> str:
    return header_key(block.levels[column][-1])


def _settle_birth_parts(block: HeaderBlock, fields: dict[int, str], values: Values) -> None:
    """Ngày sinh, Tháng sinh and Năm sinh in three plain columns; whole dates beside such parts win over them."""
    months = [column for column, name in fields.items() if name == "birth_month"]
    claims = {_leaf_key(block, column): column for column, name in fields.items() if name == "birth_date"}
    if len(months) != 1 or not set(claims) <= {"ngaysinh", "namsinh"}:
        return
    day, year = claims.get("ngaysinh"), claims.get("namsinh")
    if day is not None and _share(values(day), lambda value: bool(_DAY_OF_MONTH.match(value))) <= 0.5:
        for column in (months[0], year):
            if column is not None:
                del fields[column]
        return
    if year is not None:
        fields[year] = "birth_year"
    if day is not None and "birth_year" in fields.values():
        fields[day] = "birth_day"


def _settle_joined_validity(block: HeaderBlock, fields: dict[int, str], values: Values) -> list[str]:
    """One column "Hạn thẻ (từ - đến)" or "Giá trị sử dụng" whose cells hold two dates gives both."""
    notes = []
    has_own = not {"valid_from", "valid_to"}.isdisjoint(fields.values())
    for column, texts in enumerate(block.levels):
        is_validity = fields.get(column) in ("valid_from", "valid_to")
        may_be = not has_own and column not in fields and _is_about_validity(block.header(column))
        if not texts or not (is_validity or may_be):
            continue
        if _share(values(column), _has_two_dates) > 0.5:
            fields[column] = "valid_both"
            notes.append(f"Cột “{block.header(column)}” có hai ngày trong một ô: đọc thành từ ngày và đến ngày.")
    return notes


def _is_about_validity(header: str) -> bool:
    key = header_key(header)
    return any(word in key for word in _ABOUT_VALIDITY) and not any(word in key for word in _OTHER_VALIDITY)


def _has_two_dates(text: str) -> bool:
    pair = split_validity(text)
    return pair is not None and all(pair)


def _settle_older_paper(block: HeaderBlock, fields: dict[int, str], is_filled: Callable[[int], bool]) -> list[str]:
    """CCCD and CMND in two columns: the older number is used in rows without the newer one."""
    claims = [column for column, name in fields.items() if name == "personal_id" and is_filled(column)]
    older = [column for column in claims if _is_older_paper(block, column)]
    if len(older) != 1 or len(claims) < 2:
        return []
    fields[older[0]] = "personal_id_older"
    newer = next(column for column in claims if column != older[0])
    return [f"Hàng không có “{block.header(newer)}” thì dùng “{block.header(older[0])}”."]


def _is_older_paper(block: HeaderBlock, column: int) -> bool:
    key = header_key(block.header(column))
    return any(word in key for word in _OLDER_PAPER) and not any(word in key for word in _NEWER_PAPER)


def _settle_sex_pair(block: HeaderBlock, fields: dict[int, str]) -> None:
    """Two columns Nam and Nữ, a mark in one of them."""
    claims = {header_key(block.levels[column][-1]): column for column, name in fields.items() if name == "sex"}
    if set(claims) == {"nam", "nu"}:
        fields[claims["nam"]], fields[claims["nu"]] = "sex_male", "sex_female"


def _prefer_usual(block: HeaderBlock, fields: dict[int, str], is_filled: Callable[[int], bool]) -> list[str]:
    """Doubles that official layouts have on purpose (code and name of a place, two addresses): which one is used.

    Returns a sentence for each, so that the choice is seen.
    """
    notes = []
    for field, keys in _USUAL.items():
        claims = [column for column, name in fields.items() if name == field and is_filled(column)]
        of_key = {header_key(block.levels[column][-1]): column for column in claims}
        chosen = next((of_key[key] for key in keys if key in of_key), None)
        if len(claims) < 2 or chosen is None or not set(of_key) <= set(keys):
            continue
        notes.append(_choose(block, fields, chosen, claims))
    return notes


def _prefer_better(block: HeaderBlock, fields: dict[int, str]) -> list[str]:
    """Of two columns for a field that is not decisive: the one whose header is the field's own, else the first."""
    is_of_people = not {"full_name", "first_name"}.isdisjoint(fields.values())
    decisive = _DECISIVE if is_of_people else _DECISIVE | _DECISIVE_WITHOUT_PEOPLE
    notes = []
    for name in dict.fromkeys(fields[column] for column in sorted(fields)):
        claims = [column for column in sorted(fields) if fields[column] == name]
        if len(claims) < 2 or name in decisive:
            continue
        chosen = next((one for one in claims if is_own_header(block.levels[one][-1], name)), claims[0])
        notes.append(_choose(block, fields, chosen, claims))
    return notes


def _choose(block: HeaderBlock, fields: dict[int, str], chosen: int, claims: Sequence[int]) -> str:
    others = [column for column in claims if column != chosen]
    for column in others:
        del fields[column]
    listed = ", ".join(f"“{block.header(column)}”" for column in others)
    return f"Dùng cột “{block.header(chosen)}”, không dùng {listed}."


def _drop_empty_doubles(fields: dict[int, str], is_filled: Callable[[int], bool]) -> None:
    for name in set(fields.values()):
        claims = [column for column, field in fields.items() if field == name]
        if len(claims) > 1:
            filled = [column for column in claims if is_filled(column)]
            keep = filled or claims[:1]
            for column in claims:
                if column not in keep:
                    del fields[column]


def _place(block: HeaderBlock, column: int) -> str:
    return f"{column_letters(column + 1)}: {block.header(column)}"


def _check_single(block: HeaderBlock, fields: Mapping[int, str]) -> None:
    first_of: dict[str, int] = {}
    for column in sorted(fields):
        name = fields[column]
        if name in first_of:
            raise TwoColumns(name, _place(block, first_of[name]), _place(block, column))
        first_of[name] = column
