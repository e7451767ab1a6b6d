"""People of the clustered draw, made one household after another: who lives where, with whom, and how poor."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.draws.clustered_names import LocalNames, Name
from benchmarks.draws.places import Places

_TODAY = date(2021, 3, 13)
_KHMER_COMMUNES = 14


@dataclass(slots=True, kw_only=True, eq=False)
class Commune:
    """A commune with its names, its share of Khmer and its poverty (0 rich, 1 poor); ``old_name`` when renamed."""

    place: int
    name: str
    code: str
    khmer: float
    poverty: float
    names: LocalNames
    old_name: str | None = None
    old_code: str | None = None

    @property
    def bare_name(self) -> str:
        """The name without its type: Xã Lạc Hòa → Lạc Hòa; a numbered ward keeps its number alone."""
        return self.name.removeprefix("Thị trấn ").removeprefix("Xã ").removeprefix("Phường ")


@dataclass(slots=True, kw_only=True, eq=False)
class Home:
    """A household; ``split_to`` is where one parent went with a second household book."""

    code: str
    commune: Commune
    hamlet: str
    members: list[Person] = field(default_factory=list)
    split_to: Home | None = None
    is_away: bool = False  # came back from another province: nobody is in the registry yet


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """One person as the State knows them; ``registered`` is the name in the registry when it differs."""

    number: int
    home: Home
    sex: str
    born: date
    name: Name
    ethnicity: str
    si_number: str
    personal_id: str
    father: Person | None = None
    mother: Person | None = None
    guardian: Person | None = None
    is_twin: bool = False
    is_child: bool = False
    is_absent: bool = False
    registered: Name | None = None
    kinds: set[str] = field(default_factory=set)

    @property
    def age(self) -> int:
        """Whole years on the review date."""
        return (_TODAY - self.born).days * 100 // 36525


class World:
    """Makes households until there are enough people."""

    def __init__(self, rng: random.Random, places: Places) -> None:
        self.rng = rng
        self.people: list[Person] = []
        self.homes: list[Home] = []
        self.communes = self._make_communes(places)
        self._weights = [rng.lognormvariate(0, 0.6) for _ in self.communes]
        self._numbers = iter(rng.sample(range(10**8), 10**6 * 2))
        self._ids: set[str] = set()

    def _make_communes(self, places: Places) -> list[Commune]:
        rng = self.rng
        khmer = set(rng.sample(range(len(places.codes)), _KHMER_COMMUNES))
        renamed = set(rng.sample(range(len(places.codes)), 6))
        communes = []
        for place, (code, name) in enumerate(zip(places.codes, places.names, strict=True)):
            poverty = min(1.0, max(0.0, rng.betavariate(2, 3) + (0.25 if place in khmer else 0)))
            share = rng.uniform(0.75, 0.93) if place in khmer else rng.uniform(0, 0.25)
            names = LocalNames(rng)
            one = Commune(place=place, name=name, code=code, khmer=share, poverty=poverty, names=names)
            if place in renamed:
                one.old_name, one.old_code = (
                    f"Xã {rng.choice(['Tân', 'Vĩnh', 'Hòa', 'Mỹ'])} {name.split()[-1]}",
                    str(30_000 + place),
                )
            communes.append(one)
        return communes

    def fill(self, people: int) -> None:
        """Add households until there are at least ``people`` persons."""
        while len(self.people) < people:
            commune = self.rng.choices(self.communes, weights=self._weights)[0]
            for _ in range(12):
                self._add_home(commune)

    def _home(self, commune: Commune) -> Home:
        hamlet = f"{'Khóm' if 'Phường' in commune.name else 'Ấp'} {self.rng.choice('123456ABCD')}"
        home = Home(code=f"94{next(self._numbers):08d}", commune=commune, hamlet=hamlet)
        self.homes.append(home)
        return home

    def _person(self, home: Home, ethnicity: str, sex: str, born: date, family: str) -> Person:
        name = home.commune.names.name(self.rng, family, ethnicity, sex)
        one = Person(
            number=len(self.people), home=home, sex=sex, born=born, name=name, ethnicity=ethnicity,
            si_number=f"94{next(self._numbers):08d}", personal_id=self._personal_id(sex, born),
        )  # fmt: skip
        self.people.append(one)
        home.members.append(one)
        return one

    def _personal_id(self, sex: str, born: date) -> str:
        while True:
            century = (0 if sex == "M" else 1) + (2 if born.year >= 2000 else 0)
            code = f"094{century}{born.year % 100:02d}{self.rng.randrange(10**6):06d}"
            if code not in self._ids:
                self._ids.add(code)
                return code

    def _add_home(self, commune: Commune) -> None:
        rng = self.rng
        draw = rng.random()
        ethnicity = "Khmer" if draw < commune.khmer else "Hoa" if draw < commune.khmer + 0.05 else "Kinh"
        home = self._home(commune)
        family = commune.names.family(rng, ethnicity)
        mother_born = self._day(
            rng.choice(
                (
                    rng.randint(1950, 1998),
                    rng.randint(1970, 1988),
                    rng.randint(1970, 1988),
                )
            )
        )
        other = "Kinh" if ethnicity != "Kinh" and rng.random() < 0.1 else ethnicity
        mother = self._person(home, other, "F", mother_born, commune.names.family(rng, other))
        father = None
        if rng.random() < 0.86:
            father_born = self._day(max(1940, mother_born.year - rng.randint(-2, 8)))
            father = self._person(home, ethnicity, "M", father_born, family)
        elders = []
        if rng.random() < 0.3:
            elders = [
                self._person(
                    home,
                    ethnicity,
                    sex,
                    self._day(mother_born.year - rng.randint(18, 32)),
                    family,
                )
                for sex in rng.choice(("M", "F", "MF"))
            ]
        self._add_children(home, ethnicity, mother, father, elders)
        home.is_away = rng.random() < 0.012 + 0.02 * commune.poverty

    def _add_children(
        self,
        home: Home,
        ethnicity: str,
        mother: Person,
        father: Person | None,
        elders: list[Person],
    ) -> None:
        rng = self.rng
        born = mother.born + timedelta(days=rng.randint(19 * 365, 33 * 365))
        raised_by = rng.choice(elders) if elders and rng.random() < 0.2 else None
        for _ in range(rng.choices((0, 1, 2, 3, 4), weights=(5, 20, 43, 22, 10))[0]):
            if born > date(2021, 2, 20):
                break
            twins = 2 if rng.random() < 0.013 else 1
            if born.year >= 1998 or rng.random() < 0.5:
                self._add_delivery(home, ethnicity, mother, father, raised_by, born, twins)
            born += timedelta(days=rng.randint(400, 2600))
        if father and rng.random() < 0.035:
            home.split_to = self._home(rng.choice(self.communes) if rng.random() < 0.5 else home.commune)

    def _add_delivery(
        self, home: Home, ethnicity: str, mother: Person, father: Person | None, raised_by: Person | None,
        born: date, count: int,
    ) -> None:  # fmt: skip
        rng = self.rng
        first_january = rng.random() < 0.012 + (0.04 if ethnicity == "Khmer" else 0)
        day = born.replace(month=1, day=1) if first_january else born
        family = father.name.family if father else mother.name.family
        sex = rng.choice("MF")
        for _ in range(count):
            sex = sex if rng.random() < 0.6 else rng.choice("MF")
            child = self._person(home, ethnicity, sex, day, family)
            child.father, child.mother, child.guardian = father, mother, raised_by
            child.is_twin, child.is_child = count == 2, True
            while any(one is not child and one.name == child.name for one in home.members):
                child.name = home.commune.names.name(rng, family, ethnicity, sex)

    def _day(self, year: int) -> date:
        if self.rng.random() < 0.04 + (0.1 if year < 1965 else 0):
            return date(year, 1, 1)
        return date(year, 1, 1) + timedelta(days=self.rng.randrange(365))
