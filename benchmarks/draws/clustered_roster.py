"""The school lists of the clustered draw: a typist a class, whose habits hit many rows in a run."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from benchmarks.draws import spelling
from benchmarks.draws.clustered_world import Commune, Person

_LEVELS = ((1, 5, "Tiểu học", 380), (6, 9, "THCS", 520), (10, 12, "THPT", 900))


@dataclass(slots=True, kw_only=True)
class RosterRow:
    """A row of a list as the columns of the file, whose it is and which damage it met."""

    person: Person
    fields: dict[str, str | None]
    kinds: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school with what its office always does the same way."""

    name: str
    commune: Commune
    is_unmarked: bool
    is_capital: bool
    writes_code: bool
    writes_type: bool
    has_numbers: float
    has_ids: float
    has_parents: float
    has_household: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Typist:
    """The habits of whoever typed one class; the shares are of the rows of the class."""

    swaps_days: bool
    date_length: int  # 10 whole, 7 month, 4 year
    drops_middle: bool
    typos: float
    telex: float
    copies_sibling: float
    copies_mother: float
    shifts_from: int | None  # the number column is one row too low from this row on


def draw_typist(rng: random.Random, poverty: float) -> Typist:
    """One typist; nine in ten are careful."""
    return Typist(
        swaps_days=rng.random() < 0.02,
        date_length=rng.choices((10, 7, 4), weights=(96.5, 0.5, 1 + 3 * poverty))[0],
        drops_middle=rng.random() < 0.02,
        typos=0.15 if rng.random() < 0.08 + 0.06 * poverty else 0.006,
        telex=0.12 if rng.random() < 0.02 else 0.001,
        copies_sibling=0.12 if rng.random() < 0.04 else 0.0,
        copies_mother=0.15 if rng.random() < 0.03 else 0.0,
        shifts_from=rng.randrange(20) if rng.random() < 0.012 else None,
    )


class Lists:
    """Builds the lists of all schools."""

    def __init__(self, rng: random.Random, slip: spelling.Slips, communes: list[Commune]) -> None:
        self.rng = rng
        self.slip = slip
        self.communes = communes
        self.rows: list[RosterRow] = []

    def write_all(self, pupils: list[Person]) -> None:
        """Every pupil in a class of a school of the home's commune; some on two lists."""
        classes: dict[tuple[School, str], list[Person]] = defaultdict(list)
        for school, grade, people in self._schools(pupils):
            count = max(1, round(len(people) / 34))
            for one in people:
                classes[school, f"{grade}/{self.rng.randint(1, count)}"].append(one)
        keys = list(classes)
        for one in self.rng.sample(pupils, int(len(pupils) * 0.012)):
            classes[self.rng.choice(keys)].append(one)
        for (school, class_name), people in classes.items():
            people.sort(key=lambda one: (one.name.given, one.number))
            self._write_class(school, class_name, people)

    def _schools(self, pupils: list[Person]) -> Iterator[tuple[School, int, list[Person]]]:
        groups: dict[tuple[Commune, int], dict[int, list[Person]]] = defaultdict(lambda: defaultdict(list))
        for one in pupils:
            grade = min(12, max(1, 2020 - one.born.year - 5 - (self.rng.random() < 0.04)))
            level = next(place for place, (_, last, _, _) in enumerate(_LEVELS) if grade <= last)
            groups[one.home.commune, level][grade].append(one)
        for (commune, level), grades in groups.items():
            total = sum(len(people) for people in grades.values())
            schools = [
                self._school(commune, level, number)
                for number in range(1, max(1, round(total / _LEVELS[level][3])) + 1)
            ]
            for grade, people in grades.items():
                shared: dict[int, list[Person]] = defaultdict(list)
                for one in people:
                    shared[int(one.home.code) % len(schools)].append(one)
                for place, those in shared.items():
                    yield schools[place], grade, those

    def _school(self, commune: Commune, level: int, number: int) -> School:
        rng, poverty = self.rng, commune.poverty
        return School(
            name=f"{_LEVELS[level][2]} {commune.bare_name} {number}",
            commune=commune,
            is_unmarked=rng.random() < 0.04 + 0.14 * poverty,
            is_capital=rng.random() < 0.2,
            writes_code=rng.random() < 0.4,
            writes_type=rng.random() < 0.7,
            has_numbers=max(0.0, min(0.97, rng.gauss(0.85 - 0.75 * poverty, 0.15))),
            has_ids=max(0.0, min(0.9, rng.gauss(0.32 - 0.35 * poverty, 0.15))),
            has_parents=max(0.0, min(0.97, rng.gauss(0.75 - 0.4 * poverty, 0.2))),
            has_household=rng.random() < 0.3,
        )

    def _write_class(self, school: School, class_name: str, people: list[Person]) -> None:
        typist = draw_typist(self.rng, school.commune.poverty)
        rows = [self._row(school, class_name, typist, one) for one in people]
        if typist.shifts_from is not None:
            self._shift_numbers(rows, typist.shifts_from)
        self.rows.extend(rows)

    def _shift_numbers(self, rows: list[RosterRow], start: int) -> None:
        numbers = [row.fields["si_number"] for row in rows]
        for at in range(len(rows) - 1, start, -1):
            rows[at].fields["si_number"] = numbers[at - 1]
            rows[at].kinds.add("shifted_numbers")
        if start < len(rows):
            rows[start].fields["si_number"] = None

    def _row(self, school: School, class_name: str, typist: Typist, person: Person) -> RosterRow:
        rng = self.rng
        row = RosterRow(person=person, fields={}, kinds=set(person.kinds))
        fields = row.fields
        fields["full_name"] = self._name(school, typist, row)
        fields["birth_date"] = self._birth(typist, row)
        fields["sex"] = None if rng.random() < 0.03 else person.sex
        fields["ethnicity"] = person.ethnicity if rng.random() < 0.6 else None
        self._numbers(school, typist, row)
        self._home(school, row)
        self._parents(school, row)
        fields["school"], fields["class_name"] = school.name, class_name
        return row

    def _name(self, school: School, typist: Typist, row: RosterRow) -> str:
        rng, text = self.rng, row.person.name.text
        if typist.drops_middle:
            shorter = self.slip.drop_middle(text)
            if shorter != text:
                row.kinds.add("drop_middle")
            text = shorter
        if rng.random() < typist.typos:
            text = self.slip.typo(text)
            row.kinds.add("typo")
        if rng.random() < typist.telex:
            text = self.slip.telex(text)
            row.kinds.add("telex")
        return self._cased(school, row, text)

    def _cased(self, school: School, row: RosterRow, text: str) -> str:
        if school.is_unmarked:
            row.kinds.add("unmarked")
            text = spelling.unmark(text)
        return text.upper() if school.is_capital else text

    def _birth(self, typist: Typist, row: RosterRow) -> str:
        born = row.person.born
        if (born.month, born.day) == (1, 1):
            row.kinds.add("first_january")
        if typist.date_length < 10:
            row.kinds.add("year_only" if typist.date_length == 4 else "month_only")
            return born.isoformat()[: typist.date_length]
        if typist.swaps_days and born.day <= 12 and born.day != born.month:
            row.kinds.add("day_month_swapped")
            return date(born.year, born.day, born.month).isoformat()
        if self.rng.random() < 0.006:
            row.kinds.add("wrong_date")
            return date(born.year + self.rng.choice((-1, 1)), born.month, min(born.day, 28)).isoformat()
        return born.isoformat()

    def _numbers(self, school: School, typist: Typist, row: RosterRow) -> None:
        rng, person = self.rng, row.person
        number = person.si_number if rng.random() < school.has_numbers * (0.35 if person.is_absent else 1) else None
        siblings = [one for one in person.home.members if one.is_child and one is not person and not one.is_absent]
        if siblings and rng.random() < typist.copies_sibling:
            number = rng.choice(siblings).si_number
            row.kinds.add("sibling_number")
        if person.mother and rng.random() < typist.copies_mother:
            number = person.mother.si_number
            row.kinds.add("mother_number")
        personal_id = person.personal_id if rng.random() < school.has_ids else None
        if number is None and personal_id is None:
            row.kinds.add("no_number")
        row.fields["si_number"], row.fields["personal_id"] = number, personal_id

    def _home(self, school: School, row: RosterRow) -> None:
        rng, home = self.rng, row.person.home
        if home.split_to and rng.random() < 0.6:
            home = home.split_to
            row.kinds.add("split_household")
        commune = home.commune
        if rng.random() < 0.05:
            commune = rng.choice(self.communes)
            row.kinds.add("moved")
        text = commune.name if school.writes_type else commune.bare_name
        row.fields["commune_code"] = commune.code if school.writes_code else None
        row.fields["commune"] = None if school.writes_code else spelling.unmark(text) if school.is_unmarked else text
        row.fields["hamlet"] = home.hamlet if rng.random() < 0.4 else None
        row.fields["household_code"] = home.code if school.has_household and rng.random() < 0.8 else None

    def _parents(self, school: School, row: RosterRow) -> None:
        rng, person = self.rng, row.person
        father, mother = person.father, person.mother
        if person.guardian and rng.random() < 0.7:
            row.kinds.add("guardian_as_parent")
            father, mother = (person.guardian, None) if person.guardian.sex == "M" else (None, person.guardian)
        is_filled = rng.random() < school.has_parents
        for column, parent in (("father", father), ("mother", mother)):
            text = parent.name.text if parent and is_filled and rng.random() < 0.93 else None
            row.fields[column] = self._cased(school, row, text) if text else None
