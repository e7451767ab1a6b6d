"""The office's small workbooks: populations, targets and employers.

Stands beside the card extract. Populations and targets are reference values with a name and a date; the targets of
2020 are assumed (the published percentages allow only an interval), and the workbook says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from baophu.demo.columns import Floats, Ints, apportion
from baophu.demo.domain import (
    ASSUMED_TARGETS_2020,
    CENSUS_POPULATION,
    POPULATION_2020,
    YEARBOOK_POPULATION,
    YEARBOOK_SERIES,
    DemoFigures,
    scaled_count,
    scaled_figures,
)
from baophu.demo.members import COMPULSORY, YEAR_END, Memberships
from baophu.demo.names import demo_data
from baophu.demo.places import Places

WRITTEN = {"created": datetime(2021, 3, 5, tzinfo=UTC)}
"""Properties of every small workbook: a fixed moment, so that the same seed gives the same bytes."""

Cell = str | int | float | None
_POPULATIONS = (
    (YEARBOOK_SERIES, "Cục Thống kê tỉnh, Niên giám thống kê 2018", "31/12/2018", YEARBOOK_POPULATION),
    ("Tổng điều tra 2019", "Tổng điều tra dân số và nhà ở 1/4/2019", "01/04/2019", CENSUS_POPULATION),
    ("Dân số trung bình 2020", "Cục Thống kê tỉnh, ước năm 2020", "31/12/2020", POPULATION_2020),
)
_SCHEMES = {
    "compulsory_si": "BHXH bắt buộc",
    "unemployment": "BHTN",
    "voluntary_si": "BHXH tự nguyện",
    "health": "BHYT",
}
_ISSUER = "BHXH Việt Nam"
_COVERAGE_LINE = "Thủ tướng Chính phủ giao tỷ lệ bao phủ BHYT: 91% dân số"
_ASSUMED = "Giả định trong khoảng mà tỷ lệ đã công bố cho phép"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    code: str
    name: str
    level: str
    weight: float
    parent: str = ""


def _areas(places: Places) -> list[_Area]:
    """The area of the demo, its districts where it has several, and its communes, with their people."""
    codes = sorted(set(places.districts))
    people = places.people
    rows: list[_Area] = []
    if len(codes) > 1:
        rows.append(_Area(code=places.area, name=places.area_name, level="province", weight=float(people.sum())))
    if len(places.codes) > 1:
        for code in codes:
            inside = np.array([own == code for own in places.districts])
            name = places.district_names[code]
            rows.append(_Area(code=code, name=name, level="district", weight=float(people[inside].sum())))
    for code, name, parent, count in zip(places.codes, places.names, places.districts, people.tolist(), strict=True):
        rows.append(_Area(code=code, name=name, level="commune", weight=float(count), parent=parent))
    return rows


def _split(total: int, areas: Sequence[_Area]) -> Ints:
    """``total`` shared out so that the communes add up to each district and to the whole."""
    values = np.zeros(len(areas), dtype=np.int64)
    communes = [place for place, area in enumerate(areas) if area.level == "commune"]
    weights: Floats = np.array([areas[place].weight for place in communes])
    values[communes] = apportion(total, weights)
    for place, area in enumerate(areas):
        if area.level == "province":
            values[place] = total
        elif area.level == "district":
            values[place] = sum(int(values[one]) for one in communes if areas[one].parent == area.code)
    return values


def write_table(
    path: Path, *, sheet: str, titles: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """A small workbook: title lines, an empty line, a bold header, the rows; text stays text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(WRITTEN)
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "font_name": "Times New Roman", "text_wrap": True})
        for number, title in enumerate(titles):
            page.write_string(number, 0, title, bold)
        top = len(titles) + 1
        for place, text in enumerate(header):
            page.write_string(top, place, text, bold)
            page.set_column(place, place, max(10, min(34, len(text) + 6)))
        for number, row in enumerate(rows, start=top + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif cell is not None:
                    page.write_number(number, place, cell)


def write_population(path: Path, places: Places) -> None:
    """Three populations of every area of the demo, each with its source and date."""
    areas = _areas(places)
    rows: list[list[Cell]] = []
    for name, source, as_of, total in _POPULATIONS:
        values = _split(scaled_count(total, population=places.population), areas)
        for area, value in zip(areas, values.tolist(), strict=True):
            rows.append([len(rows) + 1, name, source, as_of, area.code, area.name, value])
    write_table(
        path,
        sheet="Dân số",
        titles=["DÂN SỐ THEO ĐỊA BÀN"],
        header=["STT", "Kỳ", "Nguồn số liệu", "Tính đến ngày", "Mã đơn vị hành chính", "Địa bàn", "Dân số"],
        rows=rows,
    )


def assumed_targets(places: Places) -> DemoFigures:
    """The assumed targets of 2020 for the area of the demo."""
    return scaled_figures(ASSUMED_TARGETS_2020, population=places.population)


def write_targets(path: Path, places: Places) -> None:
    """Assigned targets of 2020 by scheme and area, marked as assumed."""
    areas = _areas(places)
    rows: list[list[Cell]] = []
    for scheme, total in assumed_targets(places).by_scheme().items():
        values = _split(total, areas)
        for area, value in zip(areas, values.tolist(), strict=True):
            rows.append(
                [
                    len(rows) + 1,
                    _SCHEMES[scheme],
                    area.code,
                    area.name,
                    "2020",
                    _ISSUER,
                    "Giao",
                    value,
                    "người",
                    _ASSUMED,
                ]
            )
    header = [
        "STT",
        "Chế độ",
        "Mã đơn vị hành chính",
        "Địa bàn",
        "Kỳ",
        "Cơ quan giao",
        "Loại",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Ghi chú",
    ]
    write_table(path, sheet="Chỉ tiêu", titles=["CHỈ TIÊU NĂM 2020", _COVERAGE_LINE], header=header, rows=rows)


def write_employers(path: Path, places: Places, memberships: Memberships, seed: int) -> None:
    """The tax office's list of employers.

    Registered units have a unit code, and often more staff than insured workers; others are not registered at all.
    """
    rng = np.random.default_rng([seed, 15])
    words, names = demo_data("names")["employer_words"], demo_data("names")["employer_names"]
    now = (memberships.scheme == COMPULSORY) & (memberships.start <= YEAR_END) & (memberships.paid_to >= YEAR_END)
    insured = np.bincount(memberships.employer[now], minlength=memberships.employers)
    missing = max(2, memberships.employers // 5)
    staff = np.concatenate([insured + rng.poisson(insured * 0.04), 1 + rng.poisson(3.0, missing)])
    rows: list[list[Cell]] = []
    for number, count in enumerate(staff.tolist()):
        commune = int(rng.integers(0, len(places.codes)))
        kind = ("Công ty TNHH", "Doanh nghiệp tư nhân", "Công ty cổ phần", "Hợp tác xã")[int(rng.integers(0, 4))]
        name = (
            f"{kind} {words[int(rng.integers(0, len(words)))]} {names[int(rng.integers(0, len(names)))]} {number + 1}"
        )
        unit = f"TA{number + 1:04d}" if number < memberships.employers else ""
        rows.append(
            [
                number + 1,
                unit,
                f"2200{number * 37 % 1_000_000:06d}",
                name,
                count,
                places.codes[commune],
                places.names[commune],
            ]
        )
    header = ["STT", "Mã đơn vị", "Mã số thuế", "Tên đơn vị", "Số lao động", "Mã xã", "Xã/Phường"]
    write_table(
        path, sheet="Đơn vị", titles=["DANH SÁCH ĐƠN VỊ SỬ DỤNG LAO ĐỘNG (theo dữ liệu thuế)"], header=header, rows=rows
    )
