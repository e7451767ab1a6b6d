"""Targets as a workbook in the layout that they are taken in by: what goes out comes back the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

from baophu.areas.domain import place_names
from baophu.coverage.domain.target_words import KIND_WORDS, SCHEME_WORDS
from baophu.coverage.domain.targets import MONTHS, PlaceKind, TargetVersion
from baophu.kernel.money import format_percent

SHEET = "Chỉ tiêu"
HEADER = (
    "STT", "Chế độ", "Mã đối tượng", "Mã đơn vị hành chính", "Địa bàn", "Mã cơ quan BHXH", "Mã trường", "Mã tổ chức",
    "Kỳ", "Cơ quan giao", "Loại", "Số quyết định", "Ngày quyết định", "Chỉ tiêu", "Đơn vị tính",
    *(f"Lũy kế tháng {month}" for month in range(1, MONTHS + 1)),
    "Giả định", "Ghi chú",
)  # fmt: skip
_PLACES = (PlaceKind.AREA, None, PlaceKind.OFFICE, PlaceKind.SCHOOL, PlaceKind.ORGANISATION)
_Cell = str | int


def write_targets(file: IO[bytes], versions: Iterable[TargetVersion], *, title: str) -> None:
    """Write one row a line of a decision, in the order given, under a title; texts stay texts."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "font_name": "Times New Roman", "text_wrap": True})
        plain = book.add_format({"font_name": "Times New Roman"})
        page.write_string(0, 0, title, bold)
        for place, text in enumerate(HEADER):
            page.write_string(2, place, text, bold)
            page.set_column(place, place, max(8, min(30, len(text) + 4)))
        for number, version in enumerate(versions, start=1):
            for place, cell in enumerate(_row(number, version)):
                write = page.write_number if isinstance(cell, int) else page.write_string
                if cell != "":
                    write(2 + number, place, cell, plain)
        page.freeze_panes(3, 0)


def _row(number: int, version: TargetVersion) -> Sequence[_Cell]:
    decided = version.decision_date
    return (
        number,
        SCHEME_WORDS[version.scheme],
        version.card_group,
        *_place_cells(version),
        version.period,
        version.issuer,
        KIND_WORDS[version.kind],
        version.decision_number,
        f"{decided:%d/%m/%Y}" if decided else "",
        _amount(version),
        "người" if version.rate is None else "%",
        *(version.curve or ("",) * MONTHS),
        "giả định" if version.is_assumed else "",
        version.note,
    )


def _amount(version: TargetVersion) -> _Cell:
    """People as a number; a rate as a number where it is whole, else as the text that says it exactly."""
    if version.rate is None:
        return version.value or 0
    whole = int(version.rate)
    return whole if whole == version.rate else format_percent(version.rate)


def _place_cells(version: TargetVersion) -> tuple[str, ...]:
    place = version.place
    cells = [place.code if kind is place.kind else "" for kind in _PLACES]
    if place.kind is PlaceKind.AREA:
        cells[1] = place_names(version.decided).get(place.code, "")
    return tuple(cells)
