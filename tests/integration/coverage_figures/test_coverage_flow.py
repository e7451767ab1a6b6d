"""The flow of coverage inside one process: who may see what, what is kept and when it is counted anew, targets side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baophu.accounts.domain import Scope
from baophu.areas.actions import load_soctrang
from baophu.areas.queries import area_and_below, area_id_of
from baophu.flows.coverage import Coverage, coverage
from baophu.flows.coverage_asked import Wanted
from baophu.flows.coverage_people import open_people
from baophu.flows.reference import load_targets
from baophu.flows.take_in import take_in
from baophu.intake.models import Snapshot as SnapshotRow
from baophu.jobs.domain import RunStatus
from baophu.jobs.models import Run
from baophu.kernel.errors import RequestError

pytestmark = pytest.mark.django_db
ON, TODAY = date(2020, 12, 31), date(2021, 6, 1)
HEAD = "Họ và tên,Ngày sinh,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã"
EVERYTHING = Scope.everything()


def card(number: int, commune: str, start: str = "01/01/2020") -> str:
    return f"Lê Văn {number},01/01/1980,94{number:08d},GD,{start},31/12/2021,{commune}"


def received(home: Path, name: str, rows: list[str], *, as_of: date) -> str:
    file = home.parent / name
    file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8-sig")
    return take_in(file, kind="cards", home=home, as_of=as_of).taken.snapshot.id


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "results").mkdir(parents=True)
    received(folder, "1.csv", [card(1, "31510"), card(2, "31510"), card(3, "31639")], as_of=date(2021, 3, 13))
    return folder


def ask(home: Path, *, scope: Scope = EVERYTHING, on: date = ON, **wanted: str) -> Coverage:
    return coverage(home, Wanted(on=on, scheme="health", **wanted), today=TODAY, scope=scope)


def people(found: Coverage) -> list[int]:
    return [row.participants for row in found.rows]


def scope_of(code: str) -> Scope:
    load_soctrang()
    area = area_id_of(code, on=ON)
    assert area is not None
    return Scope.of(areas=area_and_below(area))


def test_scope_when_somebody_sees_one_district_then_its_lines_are_all_there_is(home: Path, tmp_path: Path) -> None:
    longphu = scope_of("946")
    rows = ask(home, scope=longphu, level="commune").rows
    assert sum(row.participants for row in rows) == 1
    assert len(rows) == 11
    assert len(ask(home, level="commune").rows) == 109
    for area in ("94", "941", "31510"):
        with pytest.raises(RequestError) as refused:
            ask(home, scope=longphu, area=area)
        assert refused.value.code == "area_closed"
        with pytest.raises(RequestError) as closed:
            open_people(
                home, Wanted(on=ON, scheme="health", area=area), out=tmp_path / "a.csv", today=TODAY, scope=longphu
            )
        assert closed.value.code == "area_closed"
    assert not (tmp_path / "a.csv").exists()
    own = Wanted(on=ON, scheme="health", area="946")
    assert open_people(home, own, out=tmp_path / "b.csv", today=TODAY, scope=longphu).people == 1


def test_scope_when_somebody_sees_nothing_then_not_even_the_province_is_told(home: Path) -> None:
    with pytest.raises(RequestError):
        ask(home, scope=Scope.nothing())


def test_answer_when_kept_then_it_is_used_again_until_other_extracts_or_days_are_asked(home: Path) -> None:
    first = ask(home)
    assert (people(first), first.is_reused) == ([3], False)
    again = ask(home)
    assert (again.run, again.is_reused) == (first.run, True)
    assert ask(home, on=date(2020, 12, 30)).is_reused is False
    received(home, "2.csv", [card(1, "31510")], as_of=date(2021, 1, 15))
    nearer = ask(home)
    assert (people(nearer), nearer.is_reused) == ([1], False)
    assert [source.file for source in nearer.sources] == ["2.csv"]


def test_answer_when_its_run_was_not_published_then_it_is_counted_anew(home: Path) -> None:
    first = ask(home)
    Run.objects.filter(pk=first.run).update(status=RunStatus.FAILED)
    second = ask(home)
    assert second.run != first.run
    assert (people(second), second.is_reused) == ([3], False)


def test_run_when_counted_then_it_names_its_extracts_and_its_figures(home: Path) -> None:
    run = Run.objects.get(pk=ask(home).run)
    assert (run.kind, run.status, run.counts_out) == ("coverage", "published", {"health": 3})
    assert run.snapshots == [SnapshotRow.objects.get(source_name="1.csv").id]


def test_extract_when_it_was_deleted_then_nothing_is_counted_from_it(home: Path) -> None:
    SnapshotRow.objects.update(deleted_at="2021-05-01T00:00:00Z")
    with pytest.raises(RequestError) as refused:
        ask(home)
    assert refused.value.code == "no_extract"


def test_extract_when_a_day_comes_in_two_files_then_both_are_counted_and_nobody_twice(home: Path) -> None:
    received(home, "east.csv", [card(3, "31642", "01/02/2020"), card(4, "31642")], as_of=date(2021, 3, 13))
    found = ask(home)
    assert people(found) == [4]
    assert sorted(source.file for source in found.sources) == ["1.csv", "east.csv"]


def test_targets_when_two_issuers_and_a_quarter_were_assigned_then_two_lines_stand_for_the_year(home: Path) -> None:
    file = home.parent / "chi-tieu.csv"
    file.write_text(
        "Chế độ,Mã đơn vị hành chính,Kỳ,Cơ quan giao,Chỉ tiêu,Đơn vị tính\n"
        "BHYT,94,2020,BHXH Việt Nam,4,người\nBHYT,94,2020,Bưu điện,2,người\nBHYT,94,Quý IV/2020,Bưu điện,1,người\n",
        encoding="utf-8-sig",
    )
    load_targets(take_in(file, kind="targets", home=home).taken.snapshot, home)
    rows = ask(home).rows
    told = {row.target.issuer: str(row.completion_percent) for row in rows if row.target}
    assert told == {"BHXH Việt Nam": "75.00", "Bưu điện": "150.00"}
    assert [row.target.issuer for row in ask(home, issuer="Bưu điện").rows if row.target] == ["Bưu điện"]
