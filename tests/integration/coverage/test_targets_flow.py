"""Targets as they stand, their sums, their hand-down and who is behind, from received lists in one process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from reference_lists import TARGETS_HEADER, Cell, population_row, taken_in, target_row

from baophu.accounts.domain import Scope
from baophu.areas.domain import areas_on
from baophu.coverage.domain.targets import TargetKind
from baophu.coverage.models import Target
from baophu.flows.coverage_asked import Wanted
from baophu.flows.reference import load_populations, load_targets
from baophu.flows.take_in import take_in
from baophu.flows.targets import PeriodTargets, TargetsAsked, check_sums, period_asked, set_lock, targets_asked
from baophu.flows.targets_measured import Proposal, behind, propose
from baophu.kernel.errors import RequestError

pytestmark = pytest.mark.django_db

TODAY = date(2021, 6, 1)
ON = date(2020, 12, 31)
DISTRICTS = tuple(area.code for area in areas_on(ON) if area.parent_code == "94")
EVERYTHING = Scope.everything()
MONTHS = tuple(f"Lũy kế tháng {month}" for month in range(1, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home" / "results").mkdir(parents=True)
    return tmp_path


def _load(folder: Path, *rows: list[Cell], header: tuple[str, ...] = TARGETS_HEADER) -> None:
    load_targets(taken_in(folder, "targets", rows, header=header), folder / "home")


def _show(**asked: object) -> PeriodTargets:
    return targets_asked(TargetsAsked(**asked), today=TODAY)  # type: ignore[arg-type]


def _propose(folder: Path, *, by: str = "population", issuer: str = "", area: str = "94", group: str = "") -> Proposal:
    asked = TargetsAsked(period="2020", scheme="health", area=area, issuer=issuer)
    return propose(
        folder / "home", asked, by=by, group=group, out=folder / "proposal.xlsx", today=TODAY, scope=EVERYTHING
    )


def _cards(folder: Path, *communes: str, as_of: date = date(2021, 3, 13)) -> None:
    head = "Họ và tên,Ngày sinh,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã"
    rows = [
        f"Lê Văn {place},01/01/1980,94{place:08d},GD,01/01/2020,31/12/2021,{code}"
        for place, code in enumerate(communes)
    ]
    file = folder / "cards.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    take_in(file, kind="cards", home=folder / "home", as_of=as_of)


def test_show_when_a_line_was_added_to_and_revised_then_every_version_stands_behind_it(folder: Path) -> None:
    _load(
        folder,
        target_row("94", 1000),
        target_row("94", 50, kind="Bổ sung", number="30/QĐ", decided="01/04/2020"),
        target_row("94", 900, kind="Điều chỉnh", number="77/QĐ", decided="15/01/2021"),
        target_row("94", 400, issuer="Bưu điện tỉnh"),
        target_row("31507", 3, issuer="Bưu điện tỉnh"),
    )
    first, second, commune = _show(period="2020").lines
    assert [(version.kind, version in first.target.versions) for version in first.history] == [
        (TargetKind.ASSIGNED, False), (TargetKind.SUPPLEMENTARY, False), (TargetKind.REVISED, True)
    ]  # fmt: skip
    assert (first.target.issuer, first.target.value) == ("BHXH Việt Nam", 900), "revised after the end of the year"
    assert (second.target.issuer, second.target.value) == ("Bưu điện tỉnh", 400)
    assert commune.target.place.code == "31507"
    assert [line.target.value for line in _show(period="2020", on=ON, issuer="BHXH Việt Nam").lines] == [1050]
    assert [line.target.value for line in _show(area="Tỉnh Sóc Trăng").lines] == [900, 400]
    assert [line.target.value for line in _show(area="941").lines] == [3]


def test_show_when_only_an_addition_was_recorded_then_named_and_not_counted(folder: Path) -> None:
    _load(folder, target_row("94", 50, kind="Bổ sung", number="30/QĐ", decided="01/04/2020"))
    found = _show()
    assert (found.lines, [one.value for one in found.baseless]) == ((), [50])


def test_show_when_areas_merged_within_the_period_then_those_of_the_other_day_are_named_apart(folder: Path) -> None:
    _load(
        folder,
        target_row("94", 1000, period="2025"),
        target_row("31507", 30, period="2025"),
        target_row("92", 5000, period="2025", kind="", number="8/QĐ", decided="01/08/2025"),
        target_row("31507", 90, period="2025", number="8/QĐ", decided="01/08/2025"),
    )
    late = targets_asked(TargetsAsked(period="2025"), today=date(2026, 3, 1))
    assert [(line.target.place.code, line.target.value) for line in late.lines] == [("92", 5000), ("31507", 90)]
    assert sorted((one.place.code, one.value) for one in late.elsewhere) == [("31507", 30), ("94", 1000)]
    early = targets_asked(TargetsAsked(period="2025", on=date(2025, 3, 1)), today=date(2026, 3, 1))
    assert [(line.target.place.code, line.target.value) for line in early.lines] == [("94", 1000), ("31507", 30)]


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"period": "2019"}, "no_targets", "Chưa có chỉ tiêu nào của kỳ 2019. Đã có: 2020."),
        ({"period": "năm nay"}, "period_unknown", "Kỳ “năm nay” không đọc được"),
        ({"scheme": "BHXH"}, "scheme_unknown", "compulsory_si (BHXH bắt buộc)"),
        ({"issuer": "Ai đó"}, "issuer_unknown", "Có: BHXH Việt Nam."),
        ({"area": "99999"}, "area_unknown", "Không có đơn vị hành chính “99999”"),
        ({"area": "946"}, "no_targets_fit", "không có chỉ tiêu nào đúng"),
        ({"scheme": "BHTN"}, "no_targets_fit", "không có chỉ tiêu nào đúng"),
    ],
)
def test_show_when_a_word_means_nothing_then_refused_with_what_there_is(
    folder: Path, asked: dict[str, object], code: str, says: str
) -> None:
    _load(folder, target_row("94", 1000))
    with pytest.raises(RequestError) as caught:
        _show(**asked)
    assert caught.value.code == code
    assert says in caught.value.message()


def test_period_when_not_named_then_the_year_else_the_latest_and_none_is_said(folder: Path) -> None:
    with pytest.raises(RequestError, match="Chưa có chỉ tiêu nào của kỳ 2021\\. Nạp tệp trước"):
        _show()
    _load(
        folder, target_row("94", 9, period="2016-2020"), target_row("94", 8), target_row("94", 7, period="Quý IV/2020")
    )
    assert period_asked("", on=TODAY).name == "2016-2020"
    assert period_asked("", on=ON).name == "2020"
    assert period_asked("Quý IV/2020", on=TODAY).name == "2020-Q4"


def test_check_when_parts_differ_or_have_no_parent_target_then_each_is_found_by_issuer(folder: Path) -> None:
    _load(
        folder,
        target_row("94", 1000), target_row("941", 600), target_row("942", 390),
        target_row("94", 10, scheme="BHTN"), target_row("941", 10, scheme="BHTN"),
        target_row("31507", 5, issuer="Bưu điện tỉnh"),
        target_row("94", 1000, issuer="Bưu điện tỉnh"), target_row("94", 91, unit="%", issuer="Thủ tướng"),
    )  # fmt: skip
    found = check_sums(TargetsAsked(period="2020"), today=TODAY)
    assert [(table.issuer, table.scheme, one.area, one.own, one.parts, one.difference)
            for table, one in found.unsound] == [
        ("BHXH Việt Nam", "health", "94", 1000, 990, -10),
        ("Bưu điện tỉnh", "health", "941", None, 5, None),
    ]  # fmt: skip
    assert found.looked_at == 3


def test_hand_down_when_by_population_then_fits_to_the_person_and_comes_back_through_intake(folder: Path) -> None:
    _load(folder, target_row("94", 1001), target_row("941", 5), target_row("94", 7, group="HS"))
    load_populations(
        taken_in(folder, "population", [population_row(code, 3 + place) for place, code in enumerate(DISTRICTS)]),
        folder / "home",
    )
    done = _propose(folder)
    assert done.total == sum(part.value for part in done.parts) == 1001
    assert [part.code for part in done.parts] == list(DISTRICTS)
    assert [part.value for part in done.parts] == sorted(part.value for part in done.parts)
    assert [part.recorded for part in done.parts[:2]] == [5, None]
    assert done.basis.vi == "dân số “Niên giám 2018”"
    assert Target.objects.count() == 1, "nothing was recorded"
    assert _propose(folder, group="hs").total == 7
    again = _propose(folder)
    Target.objects.all().delete()
    loaded = load_targets(take_in(again.out, kind="targets", home=folder / "home").taken.snapshot, folder / "home")
    assert (loaded.added, loaded.warnings) == (11, ())
    assert {line.target.place.code: line.target.value for line in _show().lines} == {
        part.code: part.value for part in done.parts
    }


def test_hand_down_when_by_participants_then_the_newest_people_weigh_and_silent_parts_are_refused(folder: Path) -> None:
    communes = {area.parent_code: area.code for area in areas_on(ON) if area.level == "commune"}
    _load(folder, target_row("94", 110))
    with pytest.raises(RequestError, match="Chưa có dữ liệu thẻ"):
        _propose(folder, by="participants")
    _cards(folder, communes["941"], communes["941"])
    with pytest.raises(RequestError, match="chưa có số của 942"):
        _propose(folder, by="participants")
    assert not (folder / "proposal.xlsx").exists()
    _cards(folder, communes["941"], *communes.values(), as_of=date(2021, 3, 14))
    done = _propose(folder, by="participants")
    assert [part.weight for part in done.parts] == [2] + [1] * 10
    assert done.total == 110
    assert done.basis.vi == "số người tham gia ngày 14/03/2021"


def test_hand_down_when_even_then_largest_remainders_go_up_by_code(folder: Path) -> None:
    _load(folder, target_row("94", 13, note="Giả định"))
    set_lock("2020", is_locked=True, day=None, reason="Hết năm")
    done = _propose(folder, by="even")
    assert [part.value for part in done.parts] == [2, 2] + [1] * 9
    assert done.lock is not None
    page = load_workbook(done.out).active
    assert page is not None
    assert page.cell(1, 1).value == "ĐỀ XUẤT CHIA CHỈ TIÊU KỲ 2020 CỦA TỈNH SÓC TRĂNG"
    assert [cell.value for cell in page[4]][-2:] == ["giả định", "Đề xuất chia 94 theo phần đều"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"by": "height"}, "weights_unknown"),
        ({}, "several_issuers"),
        ({"issuer": "Bưu điện tỉnh"}, "weights_missing"),
        ({"issuer": "Bưu điện tỉnh", "by": "even", "group": "HS"}, "no_target_to_share"),
        ({"issuer": "Thủ tướng", "by": "even"}, "no_target_to_share"),
        ({"area": "31507", "by": "even"}, "no_parts"),
        ({"area": "941", "by": "even"}, "no_target_to_share"),
    ],
)
def test_hand_down_when_there_is_nothing_to_share_or_to_weigh_then_refused_and_nothing_written(
    folder: Path, asked: dict[str, str], code: str
) -> None:
    _load(
        folder, target_row("94", 13), target_row("94", 9, issuer="Bưu điện tỉnh"), target_row("31507", 2),
        target_row("94", 91, unit="%", issuer="Thủ tướng"),
    )  # fmt: skip
    with pytest.raises(RequestError) as caught:
        _propose(folder, **asked)
    assert caught.value.code == code
    assert not (folder / "proposal.xlsx").exists()


def test_behind_when_some_are_short_then_the_worst_first_with_gap_and_the_silent_named_apart(folder: Path) -> None:
    _cards(folder, "31510", "31510", "31639")
    _load(
        folder,
        target_row("941", 4), target_row("946", 10), target_row("942", 5),
        target_row("946", 1, issuer="Bưu điện tỉnh"),
    )  # fmt: skip
    found = behind(folder / "home", Wanted(scheme="health"), today=TODAY, scope=EVERYTHING)
    assert (found.on, found.level) == (ON, "district"), "the last day of the year that has targets"
    own, post = found.tables
    assert [(line.row.area, line.gap, str(line.completion_percent), line.points_to_curve) for line in own.lines] == [
        ("946", 9, "10.00", None), ("941", 2, "50.00", None)
    ]  # fmt: skip
    assert (own.measured, own.unreceived) == (2, ("Huyện Châu Thành",))
    assert (post.issuer, post.lines, post.measured) == ("Bưu điện tỉnh", (), 1)


def test_behind_when_a_curve_says_what_is_due_then_measured_by_it_with_points(folder: Path) -> None:
    _cards(folder, "31510", "31510", "31639")
    curve = list(range(1, 13))
    header = (*TARGETS_HEADER, *MONTHS)
    _load(folder, [*target_row("941", 12), *curve], [*target_row("946", 12), *curve], header=header)
    found = behind(folder / "home", Wanted(on=date(2020, 2, 29), scheme="health"), today=TODAY, scope=EVERYTHING)
    ((line,),) = (table.lines for table in found.tables)
    assert (line.row.area, line.due, line.gap, str(line.completion_percent)) == ("946", 2, 11, "8.33")
    assert str(line.points_to_curve) == "-8.34"


def test_behind_when_only_communes_have_targets_then_asked_of_them_and_none_is_refused(folder: Path) -> None:
    _cards(folder, "31510")
    with pytest.raises(RequestError, match="không có chỉ tiêu số người nào để so"):
        behind(folder / "home", Wanted(scheme="health"), today=TODAY, scope=EVERYTHING)
    _load(folder, target_row("31510", 2))
    found = behind(folder / "home", Wanted(scheme="health"), today=TODAY, scope=EVERYTHING)
    assert (found.level, [line.row.area for line in found.tables[0].lines]) == ("commune", ["31510"])


def test_lock_when_set_by_a_word_then_as_of_today_unless_said(folder: Path) -> None:
    event = set_lock("Quý I/2020", is_locked=True, day=None, reason="Hết quý")
    assert (event.period.name, event.day) == ("2020-Q1", timezone.localdate(event.at))
    with pytest.raises(RequestError, match="“mãi mãi” không đọc được"):
        set_lock("mãi mãi", is_locked=True, day=None, reason="Hết")
