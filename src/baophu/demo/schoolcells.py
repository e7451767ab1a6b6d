"""What one school writes in each cell: any column of any of its lines, in its own hand.

Stands between the lines of the class lists and :mod:`baophu.demo.schoolfiles`, which draws the sheets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from baophu.demo.cardfile import ETHNIC_NAMES, FACILITIES, SEX_NAMES
from baophu.demo.columns import EXCEL_EPOCH_SHIFT
from baophu.demo.layouts import Layout
from baophu.demo.lines import DATE_PATTERNS, REAL_DATE, SWAPPED_DATE, TCVN3, VNI
from baophu.demo.rosters import HARDSHIP_TEXTS, ClassLists
from baophu.demo.world import World
from baophu.kernel.legacy_codecs import encode_tcvn3, encode_vni


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCell:
    """A cell that Excel holds as a date, by its serial number."""

    serial: int


Value = str | int | DateCell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolList:
    """What one school writes: where its lines stand, and its habits as plain values."""

    number: int
    name: str
    first: int
    last: int
    layout: Layout
    encoding: int
    dates: int
    numbers: bool
    has_ids: bool
    has_hardship: bool
    bare_commune: bool


class LineReader:
    """The value of any column of any line of one school."""

    def __init__(self, world: World, lists: ClassLists, school: SchoolList) -> None:
        self.places, self.lists, self.school = world.places, lists, school
        self.people = world.people
        self.communes = world.places.bare if school.bare_commune else world.places.everywhere
        self._encode: Callable[[str], str] = {TCVN3: encode_tcvn3, VNI: encode_vni}.get(school.encoding, str)

    def value(self, key: str, line: int, order: int) -> Value:
        """The cell of column ``key`` on ``line``, which is the ``order``-th of its list."""
        if key == "order":
            return order
        reader: Callable[[int], Value] = getattr(self, f"_{key}")
        return reader(line)

    def _class_name(self, line: int) -> Value:
        return self.lists.classes[line]

    def _pupil_code(self, line: int) -> Value:
        return f"{int(self.lists.text.pupil_code[line]):010d}"

    def _full_name(self, line: int) -> Value:
        return self.lists.text.full_name[line]

    def _last_name(self, line: int) -> Value:
        return self.lists.text.full_name[line].strip().rpartition(" ")[0] or None

    def _first_name(self, line: int) -> Value:
        return self.lists.text.full_name[line].strip().rpartition(" ")[2]

    def _father(self, line: int) -> Value:
        return self.lists.text.father[line] or None

    def _mother(self, line: int) -> Value:
        return self.lists.text.mother[line] or None

    def _guardian(self, line: int) -> Value:
        return self.lists.text.mother[line] or self.lists.text.father[line] or None

    def _sex(self, line: int) -> Value:
        return self._encode(SEX_NAMES[int(self.lists.text.sex[line])])

    def _female(self, line: int) -> Value:
        return "X" if self.lists.text.sex[line] == 1 else None

    def _ethnicity(self, line: int) -> Value:
        return ETHNIC_NAMES[int(self.lists.lines.ethnic[line])]

    def _si_number(self, line: int) -> Value:
        return self._digits(int(self.lists.text.si_number[line]), 10)

    def _personal_id(self, line: int) -> Value:
        return self._digits(int(self.lists.text.personal_id[line]), 12) if self.school.has_ids else None

    def _digits(self, number: int, width: int) -> Value:
        if number == 0:
            return None
        return number if self.school.numbers else f"{number:0{width}d}"

    def _phone(self, line: int) -> Value:
        parent = max(int(self.lists.lines.mother[line]), int(self.lists.lines.father[line]))
        number = int(self.people.phone[parent]) if parent >= 0 else 0
        return self._digits(number, 10)

    def _hamlet(self, line: int) -> Value:
        place = int(self.lists.text.hamlet[line])
        return self._encode(self.places.hamlets[place]) if place >= 0 else None

    def _commune(self, line: int) -> Value:
        place = int(self.lists.text.commune[line])
        return self._encode(self.communes[place])

    def _address(self, line: int) -> Value:
        parts = [self._hamlet(line), self._commune(line)]
        return ", ".join(str(part) for part in parts if part)

    def _facility(self, line: int) -> Value:
        return FACILITIES[line % len(FACILITIES)]

    def _from_month(self, line: int) -> Value:
        return "01/2021"

    def _months(self, line: int) -> Value:
        return 12

    def _hardship(self, line: int) -> Value:
        kind = int(self.lists.text.hardship[line])
        shown = kind > 0 and (self.school.has_hardship or kind == len(HARDSHIP_TEXTS) - 1)
        return self._encode(HARDSHIP_TEXTS[kind]) if shown else None

    def _parts(self, line: int) -> tuple[int, int, int]:
        when = np.datetime64(int(self.lists.text.birth_written[line]), "D").astype(object)
        return when.day, when.month, when.year

    def _year_only(self, line: int) -> bool:
        return bool(self.lists.text.year_only[line])

    def _birth_day(self, line: int) -> Value:
        return None if self._year_only(line) else self._parts(line)[0]

    def _birth_month(self, line: int) -> Value:
        return None if self._year_only(line) else self._parts(line)[1]

    def _birth_year(self, line: int) -> Value:
        return self._parts(line)[2]

    def _birth(self, line: int) -> Value:
        day, month, year = self._parts(line)
        style = self.school.dates
        if self._year_only(line):
            return year if self.school.numbers else str(year)
        if style == REAL_DATE or (style == SWAPPED_DATE and day <= 12):
            return DateCell(serial=int(self.lists.text.birth_written[line]) + EXCEL_EPOCH_SHIFT)
        pattern = DATE_PATTERNS[style if style < len(DATE_PATTERNS) else 0]
        for sign, text in (("%-d", str(day)), ("%-m", str(month)), ("%d", f"{day:02d}"), ("%m", f"{month:02d}")):
            pattern = pattern.replace(sign, text)
        return pattern.replace("%Y", str(year))
