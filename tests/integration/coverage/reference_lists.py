"""Small lists of populations and targets as offices send them, taken in for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from baophu.flows.take_in import take_in
from baophu.intake.snapshots import Snapshot

POPULATION_HEADER = ("STT", "Kỳ", "Nguồn số liệu", "Tính đến ngày", "Mã đơn vị hành chính", "Địa bàn", "Dân số")
TARGETS_HEADER = (
    "STT", "Chế độ", "Mã đối tượng", "Mã đơn vị hành chính", "Địa bàn", "Mã cơ quan BHXH", "Kỳ", "Cơ quan giao",
    "Loại", "Số quyết định", "Ngày quyết định", "Chỉ tiêu", "Đơn vị tính", "Ghi chú",
)  # fmt: skip
Cell = str | int | float | None


def population_row(area: str, value: Cell, *, name: str = "Niên giám 2018", source: str = "Cục Thống kê",
                   as_of: str = "31/12/2018", area_name: str = "") -> list[Cell]:  # fmt: skip
    """One row of a population."""
    return [1, name, source, as_of, area, area_name, value]


def target_row(area: str, value: Cell, *, scheme: str = "BHYT", group: str = "", area_name: str = "", office: str = "",
               period: str = "2020", issuer: str = "BHXH Việt Nam", kind: str = "", number: str = "", decided: str = "",
               unit: str = "người", note: str = "") -> list[Cell]:  # fmt: skip
    """One row of targets."""
    return [1, scheme, group, area, area_name, office, period, issuer, kind, number, decided, value, unit, note]


def taken_in(
    folder: Path, kind: str, rows: Sequence[Sequence[Cell]], *, titles: Sequence[str] = (), header: Sequence[str] = ()
) -> Snapshot:
    """The rows as a workbook under the usual header, taken in on a home in ``folder``."""
    book = Workbook()
    page = book.active
    assert page is not None
    for title in titles:
        page.append([title])
    page.append(list(header or (POPULATION_HEADER if kind == "population" else TARGETS_HEADER)))
    for row in rows:
        page.append(list(row))
    path = folder / f"{kind}-{len(list(folder.iterdir()))}.xlsx"
    book.save(path)
    return take_in(path, kind=kind, home=folder / "home").taken.snapshot
