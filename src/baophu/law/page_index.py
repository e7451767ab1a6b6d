"""The index of the docs pages, the list of legal texts, and all pages of ``docs/law`` together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from baophu.law.page_tables import Desk, day_text
from baophu.law.pages import RECALLED, bullets, cited, page, scheme_page, shown, table
from baophu.law.parameters import STATUS_WORDS, Citation, Law, LegalText, Status
from baophu.law.quote import LAST_DAY
from baophu.law.schemes import SCHEMES

INDEX, TEXTS = "README.md", "van-ban.md"
MADE = "Các trang này do `python tools/law_docs.py` lập từ dữ liệu pháp luật của chương trình; đừng sửa tay."
STATUS_MEANING: Mapping[Status, str] = {
    "authority": "Một trang của cơ quan có thẩm quyền (BHXH, Hội đồng nhân dân, bộ) nêu giá trị này.",
    "press": "Báo chí hoặc một cổng pháp luật nêu giá trị này; chưa đọc văn bản gốc.",
    "second_hand": "Chỉ thấy ở nguồn thứ cấp; số tiền dựa vào giá trị này kèm cảnh báo, đối chiếu bản gốc trước khi thu tiền.",
    "unconfirmed": "Kiến thức chung, chưa tìm thấy nguồn; số tiền dựa vào giá trị này kèm cảnh báo.",
}


def pages(law: Law) -> dict[str, str]:
    """Every file of ``docs/law`` by name."""
    schemes = {f"{scheme.id}.md": scheme_page(scheme, law) for scheme in SCHEMES.values()}
    used = {id for text in schemes.values() for id in law.parameters if f"`{id}`" in text}
    return {INDEX: index_page(law, used), TEXTS: texts_page(law), **schemes}


def index_page(law: Law, used: Iterable[str]) -> str:
    """The index: schemes, statuses, what is not in force or not known, and values that stand on no page."""
    return page(
        [
            "# Pháp luật về mức đóng và mức hưởng",
            "Mỗi loại hình một trang: ai đóng, từ ngày nào tính được, quy định và giá trị theo thời gian, số tiền, lệnh, "
            f"cảnh báo. Văn bản pháp luật: [{TEXTS}]({TEXTS}). {MADE}",
            "## Loại hình",
            table(("Loại hình", "Tên trong lệnh", "Ngày đóng tính được", "Số tháng"), _scheme_rows(law)),
            f"Sau {day_text(LAST_DAY)} chưa có mức nào được ban hành: ngày sau đó là lỗi.",
            "## Mức xác nhận",
            "Không văn bản nào được đọc từ Công báo; mỗi giá trị ghi rõ ai xác nhận.",
            table(("Mức xác nhận", "Nghĩa", "Số giá trị"), _status_rows(law)),
            f"Dấu {RECALLED} cạnh một ngày hay một điều khoản: phần đó là kiến thức chung, chưa thấy trong nguồn.",
            "## Mức đã ban hành mà không có hiệu lực",
            table(("Giá trị", "Mức", "Lẽ ra từ ngày", "Ban hành theo", "Dừng theo", "Xác nhận"), _planned_rows(law)),
            "## Thay đổi đã biết mà chưa rõ mức mới",
            "Phép tính cho ngày từ đó trở đi kèm cảnh báo.",
            table(("Giá trị", "Từ ngày", "Thay đổi", "Căn cứ", "Xác nhận"), _announced_rows(law)),
            "## Điểm chưa rõ",
            "Nguồn chưa đủ để quyết các điểm sau; mỗi câu nêu luôn chương trình đang làm thế nào.",
            bullets(point.vi for point in law.open_points.values()),
            "## Giá trị không có ở trang nào",
            "Có trong dữ liệu, không dùng để tính số tiền đóng: mức hưởng BHYT tra riêng; các giá trị khác để đối chiếu.",
            bullets(_elsewhere(law, set(used))),
        ]
    )


def _scheme_rows(law: Law) -> list[tuple[str, ...]]:
    return [
        (
            f"[{scheme.name.vi}]({scheme.id}.md)",
            f"`{scheme.id}`",
            f"{day_text(scheme.rules[0].start)}–{day_text(Desk(scheme, law).last_day)}",
            scheme.months.vi,
        )
        for scheme in SCHEMES.values()
    ]


def _status_rows(law: Law) -> list[tuple[str, ...]]:
    counts = Counter(value.status for parameter in law.parameters.values() for value in parameter.values)
    return [(STATUS_WORDS[status].vi, meaning, str(counts[status])) for status, meaning in STATUS_MEANING.items()]


def _planned_rows(law: Law) -> list[tuple[str, ...]]:
    return [
        (
            parameter.name.vi,
            shown(parameter, one.value),
            day_text(one.start),
            cited(one.citation),
            cited(one.stopped_by),
            STATUS_WORDS[one.status].vi,
        )
        for parameter in law.parameters.values()
        for one in parameter.planned
    ]


def _announced_rows(law: Law) -> list[tuple[str, ...]]:
    return [
        (parameter.name.vi, day_text(one.start), one.said.vi, cited(one.citation), STATUS_WORDS[one.status].vi)
        for parameter in law.parameters.values()
        for one in parameter.announced
    ]


def _elsewhere(law: Law, used: set[str]) -> list[str]:
    """The parameters of no page, by file: their names where they are few, else their number."""
    by_file: dict[str, list[str]] = {}
    for parameter in law.parameters.values():
        if parameter.id not in used:
            by_file.setdefault(parameter.file, []).append(f"{parameter.name.vi} (`{parameter.id}`)")
    return [
        f"`{file}`: {'; '.join(names) if len(names) <= 5 else f'{len(names)} giá trị'}."
        for file, names in by_file.items()
    ]


def texts_page(law: Law) -> str:
    """Every legal text with the date it was issued, and how many values rest on it."""
    counts = Counter(one.text.id for parameter in law.parameters.values() for one in _citations(law, parameter.id))
    rows = [
        (text.title.vi, issued(text), str(counts[text.id]) if counts[text.id] else "–") for text in law.texts.values()
    ]
    return page(
        [
            "# Văn bản pháp luật",
            f"{RECALLED} ngày ban hành là kiến thức chung, chưa thấy trong nguồn. Chỉ biết năm hoặc tháng thì ghi như vậy. "
            f"{MADE} [Mục lục]({INDEX})",
            table(("Văn bản", "Ngày ban hành", "Số giá trị dẫn văn bản này"), rows, numbers_from=2),
            "–: không đặt giá trị nào; được dẫn trong một quy định hoặc để tham khảo.",
        ]
    )


def _citations(law: Law, id: str) -> list[Citation]:
    parameter = law.parameters[id]
    return [
        *(citation for value in parameter.values for citation in value.citations),
        *(citation for one in parameter.planned for citation in (one.citation, one.stopped_by)),
        *(one.citation for one in parameter.announced),
    ]


def issued(text: LegalText) -> str:
    """The date of issue as papers write it, as far as it is known: 24/09/2021, 12/2025, 2025."""
    return "/".join(reversed(text.issued.split("-"))) + (RECALLED if "issued" in text.recalled else "")
