"""The one-command tour: make the province, take its files in, review the class lists, hold the result against the truth,
count the year against its targets and write its papers.

Uses the flows that an office uses, on files as an office receives them; only the last step looks at who is who.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.accounts.actions import create_account, record_role
from baophu.accounts.domain import Role, Scope
from baophu.areas.actions import load_soctrang
from baophu.areas.queries import area_of
from baophu.demo.domain import YEARBOOK_SERIES, DemoWorld
from baophu.demo.generate import build
from baophu.flows.coverage import Coverage, coverage
from baophu.flows.coverage_asked import Wanted
from baophu.flows.reference import load_populations, load_targets
from baophu.flows.report import write_report
from baophu.flows.review import Reviewed, review
from baophu.flows.take_in import take_in
from baophu.reports.official.request import ReportRequest

REVIEW_DATE = date(2021, 3, 13)
YEAR_END = date(2020, 12, 31)
PAPERS = (
    ("year", "bao-cao-nam-2020.docx"),
    ("year", "bao-cao-nam-2020.pdf"),
    ("press", "tin-bao-chi.docx"),
    ("daily", "tin-ngay.pdf"),
    ("students", "the-hoc-sinh.pdf"),
)
"""The papers that the tour writes: code, file."""
PASSWORD = "ra-quan-2021"
Progress = Callable[[str, float], None]

_ACCOUNTS = (
    ("canbo.tinh", "Cán bộ truyền thông BHXH tỉnh (mẫu)", Role.PROVINCE_OFFICER, False),
    ("canbo.huyen", "Cán bộ BHXH huyện (mẫu)", Role.DISTRICT_OFFICER, True),
    ("lanhdao", "Lãnh đạo (mẫu)", Role.LEADER, False),
    ("kiemtra", "Người kiểm tra (mẫu)", Role.AUDITOR, False),
    ("quantri", "Quản trị (mẫu)", Role.ADMINISTRATOR, False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """A login of the demo; its password is public."""

    user: str
    password: str
    role: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The review held against the truth. Counts are rows of the reviewed list."""

    rows: int
    right: int
    wrong: int
    doubtful: int
    called_insured: int
    without_card: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toured:
    """What the tour did, for the summary on the terminal and ``--json``."""

    world: DemoWorld
    reviewed: Reviewed
    for_school: Reviewed
    checked: Checked
    year: Coverage
    papers: tuple[Path, ...]
    accounts: tuple[DemoAccount, ...]
    files: tuple[Path, ...]
    seconds: dict[str, float]


def _accounts(world: DemoWorld) -> tuple[DemoAccount, ...]:
    load_soctrang()
    now = datetime.now(tz=UTC)
    made = []
    for username, name, role, is_local in _ACCOUNTS:
        user = create_account(username, display_name=name, password=PASSWORD, by=None, at=now)
        area = area_of(world.area, on=REVIEW_DATE) if is_local else None
        if not user.assignments.exists():
            record_role(role, user=user, by=None, at=now, valid_from=date(2021, 1, 1), area=area)
        made.append(DemoAccount(user=username, password=PASSWORD, role=role.value, area=world.area if area else "94"))
    return tuple(made)


def check(world: DemoWorld, reviewed: Reviewed) -> Checked:
    """Hold the reviewed combined list against who is who."""
    truth = pq.read_table(world.truth.rosters)
    truth = truth.filter(pc.equal(truth["file"], world.files.roster.name))
    people = pq.read_table(world.truth.cards).rename_columns({"row": "card_row", "person": "found"})
    result = pq.read_table(reviewed.out, columns=["row", "verdict", "card_row"])
    table = result.join(truth.select(["row", "person", "covered"]), "row").join(people, "card_row")
    decided = pc.invert(pc.is_in(table["verdict"], value_set=pa.array(["doubtful", "unreadable", "not_covered"])))
    same = pc.fill_null(pc.equal(table["person"], table["found"]), False)
    insured = pc.is_in(table["verdict"], value_set=pa.array(["covered", "expiring"]))

    def count(mask: pa.ChunkedArray) -> int:
        return int(pc.sum(mask.cast(pa.int64())).as_py() or 0)

    return Checked(
        rows=table.num_rows,
        right=count(pc.and_(decided, same)),
        wrong=count(pc.and_(decided, pc.invert(same))),
        doubtful=count(pc.equal(table["verdict"], "doubtful")),
        called_insured=count(pc.and_(insured, pc.invert(table["covered"]))),
        without_card=count(pc.invert(table["covered"])),
    )


def _take_in_lists(world: DemoWorld, home: Path) -> None:
    """Members, populations and targets, as an office takes them in."""
    take_in(world.files.participants, kind="participants", home=home, as_of=REVIEW_DATE)
    load_populations(take_in(world.files.population, kind="population", home=home, as_of=YEAR_END).taken.snapshot, home)
    load_targets(take_in(world.files.targets, kind="targets", home=home, as_of=YEAR_END).taken.snapshot, home)


def _papers(world: DemoWorld, home: Path, folder: Path) -> tuple[Path, ...]:
    for code, name in PAPERS:
        write_report(
            ReportRequest(
                code=code,
                out=folder / name,
                today=REVIEW_DATE,
                on=REVIEW_DATE if code == "students" else YEAR_END,
                area="" if code == "students" else world.area,
                population=YEARBOOK_SERIES,
            ),
            home,
        )
    return tuple(folder / name for _, name in PAPERS)


def tour(*, scale: str, seed: int, home: Path, progress: Progress) -> Toured:
    """Make the demo of ``scale`` in ``home`` and play it; the home is then ready for ``serve``."""
    started = time.perf_counter()
    out = home / "demo"
    world = build(scale, seed, out, lambda step, share: progress(step, 0.5 * share))
    built = time.perf_counter()
    accounts = _accounts(world)
    results = out / "ket-qua"
    results.mkdir(exist_ok=True)
    progress("intake", 0.5)
    cards = take_in(world.files.cards, kind="cards", home=home, as_of=REVIEW_DATE).taken.snapshot
    roster = take_in(world.files.roster, kind="roster", home=home, as_of=REVIEW_DATE).taken.snapshot
    taken = time.perf_counter()
    progress("review", 0.7)
    reviewed = review(roster.id, cards.id, on=REVIEW_DATE, out=results / "ra-soat-hoc-sinh.xlsx", home=home)
    measured = review(roster.id, cards.id, on=REVIEW_DATE, out=results / "ra-soat-hoc-sinh.parquet", home=home)
    progress("school", 0.95)
    school = world.files.schools[0]
    for_school = review(
        str(school), cards.id, on=REVIEW_DATE, out=results / f"{school.stem}.xlsx", home=home, audience="clerk"
    )
    reviewed_at = time.perf_counter()
    progress("year", 0.97)
    _take_in_lists(world, home)
    wanted = Wanted(on=YEAR_END, area=world.area, population=YEARBOOK_SERIES)
    year = coverage(home, wanted, today=REVIEW_DATE, scope=Scope.everything())
    papers = _papers(world, home, results)
    ended = time.perf_counter()
    return Toured(
        world=world,
        reviewed=reviewed,
        for_school=for_school,
        checked=check(world, measured),
        year=year,
        papers=papers,
        accounts=accounts,
        files=(*world.files.paths(), reviewed.out, measured.out, for_school.out, *papers),
        seconds={
            "generate": round(built - started, 2),
            "intake": round(taken - built, 2),
            "review": round(reviewed_at - taken, 2),
            "year": round(ended - reviewed_at, 2),
            "total": round(ended - started, 2),
        },
    )
