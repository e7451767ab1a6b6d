"""Builds a synthetic Sóc Trăng: draws people, cards, members and classes, and writes them as an office receives them.

The first step of the demo; intake, review and reports then run on its files as on anyone's. The same seed gives the
same data.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from baophu.areas.domain import read_areas
from baophu.demo.cardfile import card_table, household_table, participant_table, write_csv
from baophu.demo.cards import EXTRACT, YEAR_END, Cards, covered_people, draw_cards, draw_groups, draw_standings
from baophu.demo.columns import Bools, Ints
from baophu.demo.domain import (
    EXTRACT_DATE,
    PUBLISHED,
    ROSTER_ROWS,
    USUAL,
    Damage,
    DemoFigures,
    DemoFiles,
    DemoTruth,
    DemoWorld,
    Scale,
    scale_of,
    scaled_count,
    scaled_figures,
)
from baophu.demo.households import draw_households, draw_members
from baophu.demo.lines import draw_habits, draw_lines
from baophu.demo.members import Memberships, draw_memberships, members_on
from baophu.demo.names import NameBook
from baophu.demo.officefiles import write_employers, write_population, write_targets
from baophu.demo.people import draw_people
from baophu.demo.places import AreaLike, choose_places
from baophu.demo.rosterfile import card_truth, class_names, combined_columns, truth_table, write_combined, write_truth
from baophu.demo.rosters import ClassLists, write_lines
from baophu.demo.schoolfiles import file_name, head_names, school_lists, write_school
from baophu.demo.schools import Pupils, Schools, pick_pupils, pupil_mask, seat_pupils
from baophu.demo.world import World

Progress = Callable[[str, float], None]
ROSTER_FILE = "danh-sach-hoc-sinh.xlsx"
SCHOOLS_AT_PROVINCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Insured:
    """Who is insured how: cards, memberships, and the pupils among the people."""

    cards: Cards
    memberships: Memberships
    schools: Schools
    pupils: Pupils


class _Clock:
    """Seconds by step, and the progress told to whoever waits."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._start = self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def done(self, step: str, share: float) -> None:
        """The step called ``step`` is over; ``share`` of the whole work is done."""
        now = time.perf_counter()
        self.seconds[step] = round(now - self._last, 3)
        self._last = now
        if self._progress is not None:
            self._progress(step, share)

    def total(self) -> dict[str, float]:
        """Seconds of every step and of the whole."""
        return {**self.seconds, "total": round(time.perf_counter() - self._start, 3)}


def _draw_world(areas: Sequence[AreaLike], scale: Scale, seed: int) -> World:
    book = NameBook()
    places = choose_places(areas, scale, seed)
    households = draw_households(places, seed)
    members = draw_members(places, households, seed)
    people = draw_people(book, households, members, seed)
    return World(book=book, places=places, households=households, members=members, people=people)


def _line_counts(population: int, damage: Damage) -> tuple[int, int, int]:
    """Lines of the combined list: pupils, children without papers, second lines."""
    lines = scaled_count(ROSTER_ROWS, population=population)
    strays = round(lines * damage.no_papers_share)
    repeats = round(lines * damage.duplicate_share)
    return lines - strays - repeats, strays, repeats


def _draw_insured(world: World, damage: Damage, expected: DemoFigures, seed: int) -> Insured:
    population = world.places.population
    person, grade = pick_pupils(world.people, _line_counts(population, damage)[0], seed)
    schools, pupils = seat_pupils(world.places, world.households, world.members, person, grade, seed)
    memberships = draw_memberships(world.people, expected, population, seed)
    is_pupil = pupil_mask(world.people, person)
    group = draw_groups(world.places, world.households, world.members, world.people, is_pupil, memberships, seed)
    standing = draw_standings(group, is_pupil, damage, expected.health, seed)
    cards = draw_cards(world.people, group, is_pupil, standing, seed)
    return Insured(cards=cards, memberships=memberships, schools=schools, pupils=pupils)


def _write_class_lists(world: World, insured: Insured, damage: Damage, seed: int) -> ClassLists:
    schools = insured.schools
    habits = draw_habits(schools, damage, seed)
    counts = _line_counts(world.places.population, damage)[1:]
    lines = draw_lines(world.book, schools, insured.pupils, world.people, world.members, counts, seed)
    has_card = _people_mask(len(world.people), insured.cards.person)
    text = write_lines(world, lines, habits, has_card, schools.commune, damage, seed)
    return ClassLists(lines=lines, habits=habits, text=text, classes=class_names(lines))


def _people_mask(count: int, person: Ints) -> Bools:
    mask = np.zeros(count, dtype=np.bool_)
    mask[person] = True
    return mask


def figures_on(cards: Cards, memberships: Memberships, on: int) -> DemoFigures:
    """Distinct people by scheme on a day number, counted from the rows that are written."""
    return DemoFigures(**members_on(memberships, on), health=len(covered_people(cards, on)))


def _files(out: Path, schools: tuple[Path, ...] = ()) -> DemoFiles:
    day = EXTRACT_DATE.isoformat()
    return DemoFiles(
        cards=out / f"cards-{day}.csv",
        roster=out / ROSTER_FILE,
        participants=out / f"participants-{day}.csv",
        households=out / f"households-{day}.csv",
        population=out / "dan-so.xlsx",
        targets=out / "chi-tieu-2020.xlsx",
        employers=out / "don-vi.xlsx",
        schools=schools,
    )


def _write_registry(world: World, insured: Insured, files: DemoFiles, damage: Damage, seed: int) -> None:
    write_csv(card_table(world, insured.cards, damage, seed), files.cards)
    write_csv(participant_table(world, insured.memberships), files.participants)
    write_csv(household_table(world), files.households)
    write_population(files.population, world.places)
    write_targets(files.targets, world.places)
    write_employers(files.employers, world.places, insured.memberships, seed)


def _counts(world: World, insured: Insured, lists: ClassLists) -> dict[str, int]:
    return {
        "population": len(world.people),
        "households": len(world.households),
        "poor_households": int((world.households.hardship == 1).sum()),
        "near_poor_households": int((world.households.hardship == 2).sum()),
        "twins": int((world.members.twin_of >= 0).sum()),
        "communes": len(world.places.codes),
        "card_rows": len(insured.cards),
        "card_people": len(np.unique(insured.cards.person)),
        "participant_rows": len(insured.memberships),
        "schools": len(insured.schools),
        "roster_rows": len(lists.lines),
        "pupils": len(insured.pupils),
        "children_without_papers": int(lists.lines.no_papers.sum()),
    }


def build(
    scale: str,
    seed: int,
    out: Path,
    progress: Progress | None = None,
    *,
    areas: Sequence[AreaLike] | None = None,
    damage: Damage = USUAL,
) -> DemoWorld:
    """Draw the demo of this scale and write its files into ``out``.

    ``areas``: the administrative areas of 2021, the shipped ones unless given. ``progress`` is called with the step
    just done and the share of the work behind. Raises :class:`~baophu.demo.domain.UnknownScale`.
    """
    size = scale_of(scale)
    clock = _Clock(progress)
    world = _draw_world(read_areas() if areas is None else areas, size, seed)
    clock.done("people", 0.15)
    expected = scaled_figures(PUBLISHED, population=world.places.population)
    insured = _draw_insured(world, damage, expected, seed)
    clock.done("cards", 0.25)
    lists = _write_class_lists(world, insured, damage, seed)
    clock.done("class_lists", 0.35)
    truth = DemoTruth(cards=out / "truth" / "cards.parquet", rosters=out / "truth" / "rosters.parquet")
    truth.cards.parent.mkdir(parents=True, exist_ok=True)
    files = _files(out)
    _write_registry(world, insured, files, damage, seed)
    clock.done("registry_files", 0.70)
    files = _files(out, _write_rosters(world, insured, lists, files, truth, size, seed))
    clock.done("roster_files", 1.0)
    return _made(world, insured, files, truth, size, seed, counts=_counts(world, insured, lists), seconds=clock.total())


def _made(
    world: World,
    insured: Insured,
    files: DemoFiles,
    truth: DemoTruth,
    scale: Scale,
    seed: int,
    *,
    counts: dict[str, int],
    seconds: dict[str, float],
) -> DemoWorld:
    return DemoWorld(
        scale=scale,
        seed=seed,
        area=world.places.area,
        area_name=world.places.area_name,
        files=files,
        truth=truth,
        figures=figures_on(insured.cards, insured.memberships, YEAR_END),
        figures_at_extract=figures_on(insured.cards, insured.memberships, EXTRACT),
        expected=scaled_figures(PUBLISHED, population=world.places.population),
        is_scaled=scale is not Scale.PROVINCE,
        counts=counts,
        seconds=seconds,
    )


def _chosen_schools(scale: Scale, count: int) -> list[int]:
    """Every school, or at province scale forty spread over it."""
    wanted = min(count, SCHOOLS_AT_PROVINCE) if scale is Scale.PROVINCE else count
    return [place * count // wanted for place in range(wanted)]


def _write_rosters(
    world: World, insured: Insured, lists: ClassLists, files: DemoFiles, truth: DemoTruth, scale: Scale, seed: int
) -> tuple[Path, ...]:
    """The combined list, the schools' own workbooks, and whose line each of their lines is."""
    columns = combined_columns(insured.schools, lists.lines, lists.habits, world.places, lists.text, lists.classes)
    write_combined(files.roster, columns, world.places.area_name)
    count = len(lists.lines)
    names, rows, line_parts = [files.roster.name] * count, [np.arange(1, count + 1)], [np.arange(count)]
    folder = files.roster.parent / "truong"
    folder.mkdir(exist_ok=True)
    paths: list[Path] = []
    schools = school_lists(insured.schools, lists, _chosen_schools(scale, len(insured.schools)))
    for school, head in zip(schools, head_names(world, len(schools), seed), strict=True):
        paths.append(folder / file_name(school.number + 1, school.name))
        write_school(paths[-1], world, lists, school, head)
        names.extend([paths[-1].name] * (school.last - school.first))
        rows.append(np.arange(1, school.last - school.first + 1))
        line_parts.append(np.arange(school.first, school.last))
    has_card = _people_mask(len(world.people), insured.cards.person)
    covered = _people_mask(len(world.people), covered_people(insured.cards, EXTRACT))
    row, line = np.concatenate(rows), np.concatenate(line_parts)
    write_truth(truth_table(names, row, line, lists.lines, has_card, covered, lists.text.damage), truth.rosters)
    write_truth(card_truth(insured.cards), truth.cards)
    return tuple(paths)
