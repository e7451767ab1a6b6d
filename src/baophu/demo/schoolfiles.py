"""Each school's own workbook, with all that makes real class lists hard to read.

Stands beside the combined list and says the same lines in the school's layout: titles, merged headers, column marks,
section and subtotal rows, signatures, old fonts, dates of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from baophu.demo import spelling
from baophu.demo.columns import Ints
from baophu.demo.layouts import LAYOUTS, Field, Layout
from baophu.demo.lines import TCVN3, VNI
from baophu.demo.officefiles import WRITTEN
from baophu.demo.rosters import ClassLists
from baophu.demo.schoolcells import DateCell, LineReader, SchoolList
from baophu.demo.schools import Schools
from baophu.demo.world import World

_FONTS = {TCVN3: ".VnTime", VNI: "VNI-Times"}
_TITLES = ("DANH SÁCH HỌC SINH THAM GIA BẢO HIỂM Y TẾ", "Năm học 2020 - 2021 (danh sách đến ngày 05/03/2021)")
_SIGNATURE = ("Người lập biểu", "HIỆU TRƯỞNG")


class _Sheet:
    """Writes one worksheet from the top down."""

    def __init__(self, page: Worksheet, formats: dict[str, Any], layout: Layout) -> None:
        self.page, self.formats, self.layout = page, formats, layout
        self.row = 0
        for place, field in enumerate(layout.fields):
            page.set_column(place, place, field.width)

    def texts(self, cells: dict[int, str], style: str) -> None:
        """A row of texts at given columns."""
        for place, text in cells.items():
            self.page.write_string(self.row, place, text, self.formats[style])
        self.row += 1

    def titles(self, lines: Sequence[str]) -> None:
        """The title block and the empty line under it."""
        if not self.layout.has_titles:
            return
        for line in lines:
            self.texts({0: line}, "title")
        self.row += 1

    def header(self) -> None:
        """One, two or three header rows with merged cells, and the row of column marks."""
        fields, top = self.layout.fields, self.row
        if self.layout.header_rows == 3:
            self._merge(top, 0, top, len(fields) - 1, "Danh sách người chỉ tham gia BHYT")
            top += 1
        last = self.row + self.layout.header_rows - 1
        for place, field in enumerate(fields):
            if not field.above:
                self._merge(top, place, last, place, field.header)
                continue
            self.page.write_string(last, place, field.header, self.formats["header"])
            if place == 0 or fields[place - 1].above != field.above:
                self._merge(top, place, top, _last_under(fields, place), field.above)
        self.row = last + 1
        if self.layout.has_marks:
            marks = {place: "AB"[place] if place < 2 else str(place - 1) for place in range(len(fields))}
            self.texts(marks, "mark")

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        if (top, left) == (bottom, right):
            self.page.write_string(top, left, text, self.formats["header"])
        else:
            self.page.merge_range(top, left, bottom, right, text, self.formats["header"])

    def data(self, reader: LineReader, line: int, order: int) -> None:
        """One line of the list."""
        for place, field in enumerate(self.layout.fields):
            value = reader.value(field.key, line, order)
            if isinstance(value, DateCell):
                self.page.write_number(self.row, place, value.serial, self.formats["date"])
            elif isinstance(value, int):
                self.page.write_number(self.row, place, value, self.formats["plain"])
            elif value is not None:
                self.page.write_string(self.row, place, value, self.formats["cell"])
        self.row += 1

    def signature(self, place_name: str, head: str) -> None:
        """Date, roles and an invented name, well below the data."""
        if not self.layout.has_signature:
            return
        right = max(3, len(self.layout.fields) - 4)
        self.row += 1
        self.texts({right: f"{place_name}, ngày 05 tháng 3 năm 2021"}, "italic")
        self.texts({1: _SIGNATURE[0], right: _SIGNATURE[1]}, "title")
        self.row += 3
        self.texts({right: head}, "title")


def _last_under(fields: Sequence[Field], place: int) -> int:
    last = place
    while last + 1 < len(fields) and fields[last + 1].above == fields[place].above:
        last += 1
    return last


def _formats(book: xlsxwriter.Workbook, encoding: int) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12}
    centre = {"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bold": True}
    return {
        "title": book.add_format({**base, "bold": True}),
        "italic": book.add_format({**base, "italic": True}),
        "header": book.add_format({**base, **centre}),
        "mark": book.add_format({**base, **centre, "italic": True, "bold": False}),
        "cell": book.add_format({**base, "font_name": _FONTS.get(encoding, "Times New Roman"), "border": 1}),
        "plain": book.add_format({**base, "border": 1, "num_format": "0"}),
        "date": book.add_format({**base, "border": 1, "num_format": "dd/mm/yyyy"}),
    }


def file_name(number: int, name: str) -> str:
    """A plain file name: number and school name without marks."""
    plain = re.sub(r"[^a-z0-9]+", "-", spelling.without_marks(name).lower()).strip("-")
    return f"{number:03d}-{plain}.xlsx"


def school_lists(schools: Schools, lists: ClassLists, chosen: Sequence[int]) -> list[SchoolList]:
    """The chosen schools with their habits; schools without lines are left out."""
    habits = lists.habits
    edges = np.searchsorted(lists.lines.school, np.arange(len(schools) + 1))
    return [
        SchoolList(
            number=number,
            name=schools.name[number],
            first=int(edges[number]),
            last=int(edges[number + 1]),
            layout=LAYOUTS[int(habits.layout[number])],
            encoding=int(habits.encoding[number]),
            dates=int(habits.dates[number]),
            numbers=bool(habits.numbers[number]),
            has_ids=bool(habits.has_ids[number]),
            has_hardship=bool(habits.has_hardship[number]),
            bare_commune=bool(habits.bare_commune[number]),
        )
        for number in chosen
        if edges[number + 1] > edges[number]
    ]


def _blocks(school: SchoolList, classes: Sequence[str], by: str) -> list[tuple[str, list[int]]]:
    """The lines of a school by sheet or section: (label, lines), in the order of the list."""
    blocks: dict[str, list[int]] = {}
    for line in range(school.first, school.last):
        label = {"class": classes[line], "grade": "Khối " + classes[line].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}.get(
            by, ""
        )
        blocks.setdefault(label, []).append(line)
    return list(blocks.items())


def _fill(sheet: _Sheet, reader: LineReader, school: SchoolList, classes: Sequence[str], lines: Sequence[int]) -> None:
    """The data rows of one sheet, with section and subtotal rows where the layout has them."""
    current, order = "", 0
    for line in lines:
        if school.layout.has_sections and classes[line] != current:
            if current:
                sheet.texts({1: f"Cộng lớp {current}: {order} học sinh"}, "title")
            elif school.layout.is_form:
                sheet.texts({0: "I", 1: "Tăng"}, "title")
                sheet.texts({0: "I.1", 1: "Người tham gia"}, "title")
            current, order = classes[line], 0
            sheet.texts({1: f"Lớp {current}"}, "title")
        order += 1
        sheet.data(reader, line, order)
    if school.layout.has_sections:
        sheet.texts({1: f"Cộng lớp {current}: {order} học sinh"}, "title")
        sheet.texts({1: f"Tổng cộng: {len(lines)} học sinh"}, "title")


def write_school(path: Path, world: World, lists: ClassLists, school: SchoolList, head: str) -> None:
    """One school's workbook; its data rows are the school's lines in their order."""
    reader = LineReader(world, lists, school)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(WRITTEN)
        formats = _formats(book, school.encoding)
        for label, lines in _blocks(school, lists.classes, school.layout.sheet_by):
            sheet = _Sheet(book.add_worksheet(label or "Sheet1"), formats, school.layout)
            titles = [school.name.upper(), *_TITLES]
            sheet.titles([*titles, f"Lớp: {label}"] if school.layout.sheet_by == "class" else titles)
            sheet.header()
            _fill(sheet, reader, school, lists.classes, lines)
            sheet.signature(world.places.area_name.split(" ", 1)[1], head)


def head_names(world: World, count: int, seed: int) -> list[str]:
    """Invented names for the heads who sign."""
    rng = np.random.default_rng([seed, 16])
    rows: Ints = rng.integers(0, len(world.people), count)
    people = world.people
    names: list[str] = world.book.full_names(people.family[rows], people.middle[rows], people.given[rows]).to_pylist()
    return names
