"""Lists of populations and targets from file to database and back; what is wrong is named and nothing is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from reference_lists import TARGETS_HEADER, population_row, taken_in, target_row

from baophu.areas.domain import areas_on
from baophu.coverage.actions import FigureDiffers
from baophu.coverage.domain.targets import PlaceKind
from baophu.coverage.models import PopulationSeries, PopulationValue, Target, TargetLine
from baophu.coverage.queries import (
    assigned_rate,
    population_for,
    population_table,
    series_names,
    target_versions,
    targets_for,
    targets_in_force,
)
from baophu.coverage.received import ListFaulty
from baophu.flows.reference import export_targets, load_populations, load_targets
from baophu.flows.take_in import take_in
from baophu.intake.snapshots import Snapshot
from baophu.kernel.errors import RequestError

pytestmark = pytest.mark.django_db

ON = date(2020, 12, 31)
CITY_WARDS = tuple(area.code for area in areas_on(ON) if area.parent_code == "941")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path


def _load_populations(folder: Path, *rows: list[str | int | float | None], replace: bool = False) -> tuple[str, ...]:
    return load_populations(taken_in(folder, "population", rows), folder / "home", replace=replace).warnings


def _load_targets(folder: Path, *rows: list[str | int | float | None], replace: bool = False) -> tuple[str, ...]:
    return load_targets(taken_in(folder, "targets", rows), folder / "home", replace=replace).warnings


def _faults(folder: Path, kind: str, *rows: list[str | int | float | None]) -> str:
    snapshot = taken_in(folder, kind, [*rows, population_row("94", 5) if kind == "population" else target_row("94", 5)])
    with pytest.raises(ListFaulty) as caught:
        (load_populations if kind == "population" else load_targets)(snapshot, folder / "home")
    assert not PopulationSeries.objects.exists()
    assert not Target.objects.exists()
    return caught.value.message()


def test_populations_when_loaded_then_several_stand_beside_each_other(folder: Path) -> None:
    _load_populations(
        folder,
        population_row("94", 1_315_900, area_name="Tỉnh Sóc Trăng"),
        population_row("94", 1_199_653, name="Tổng điều tra 2019", as_of="01/04/2019"),
    )
    assert series_names("health") == ("Niên giám 2018", "Tổng điều tra 2019")
    latest, chosen = population_for("health", "94", ON), population_for("health", "94", ON, "Niên giám 2018")
    assert latest is not None
    assert chosen is not None
    assert (latest.value, chosen.value) == (1_199_653, 1_315_900)
    assert (chosen.series.source, chosen.series.as_of) == ("Cục Thống kê", date(2018, 12, 31))
    assert population_for("voluntary_si", "94", ON) is None
    assert population_for("health", "941", ON) is None


def test_labour_force_when_loaded_then_the_denominator_of_the_other_schemes_only(folder: Path) -> None:
    _load_populations(folder, population_row("94", 700_000, name="Lực lượng lao động 2018"))
    assert series_names("compulsory_si") == ("Lực lượng lao động 2018",)
    assert series_names("health") == ()


def test_population_when_areas_have_merged_since_then_put_together_from_its_communes(folder: Path) -> None:
    _load_populations(folder, population_row("94", 99_999), *(population_row(code, 1_000) for code in CITY_WARDS))
    table = population_table("health", on=date(2024, 10, 1))
    assert table is not None
    assert (table.values["94"], table.values["31522"]) == (99_999, 2_000)
    assert table.carried == {"31522"}
    merged = population_for("health", "31507", date(2025, 8, 1))
    assert merged is not None
    assert (merged.value, merged.is_carried) == (4_000, True)
    assert population_for("health", "92", date(2025, 8, 1)) is None, "most communes have no figure"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (population_row("99999", 5), "trang “Sheet”, dòng 2: mã địa bàn “99999” không có vào ngày 31/12/2018"),
        (population_row("941", 0), "dân số “0” phải là số nguyên lớn hơn 0"),
        (population_row("941", -5), "dân số “-5” phải là số nguyên lớn hơn 0"),
        (population_row("941", "nhiều"), "dân số “nhiều” phải là số nguyên lớn hơn 0"),
        (population_row("941", 5, as_of="hôm nay"), "“hôm nay” không phải là ngày"),
        (population_row("941", 5, as_of=""), "không rõ dân số tính đến ngày nào"),
        (population_row("941", 5, name=""), "không ghi tên dãy số liệu"),
        (population_row("941", 5, source=""), "không ghi nguồn số liệu"),
        (population_row("941", 5, as_of="01/04/2009", name="TĐT 2009"), "chưa có danh mục đơn vị hành chính cho ngày"),
        (
            population_row("94", 6),
            "trang “Sheet”, dòng 3: mã 94 của “Niên giám 2018” có dân số 5, nhưng trang “Sheet”, dòng 2 ghi 6",
        ),
        (population_row("941", 5, source="Khác"), "có nguồn hoặc ngày khác"),
    ],
)
def test_population_when_a_row_is_wrong_then_named_and_nothing_written(
    folder: Path, row: list[str | int | float | None], fault: str
) -> None:
    assert fault in _faults(folder, "population", row)


def test_list_when_several_rows_are_wrong_then_all_are_named(folder: Path) -> None:
    message = _faults(folder, "population", population_row("99999", 5), population_row("941", 0), population_row("", 3))
    assert "có 3 lỗi" in message
    assert [line.split(":")[0] for line in message.splitlines()[1:]] == [
        f"trang “Sheet”, dòng {row}" for row in (2, 3, 4)
    ]


def test_population_when_communes_do_not_add_up_then_warned_with_the_difference(folder: Path) -> None:
    (warning,) = _load_populations(
        folder, population_row("941", 9_500), *(population_row(code, 1_000) for code in CITY_WARDS)
    )
    assert "mã 941" in warning
    assert "nhiều hơn 9.500 là 500 người" in warning


def test_population_when_code_and_name_disagree_then_the_code_counts_and_it_is_said(folder: Path) -> None:
    (warning,) = _load_populations(folder, population_row("941", 5, area_name="Huyện Kế Sách"))
    assert "mã 941 là “Thành phố Sóc Trăng”, tên ghi là “Huyện Kế Sách”" in warning


def test_area_when_named_without_a_code_then_found_or_refused_with_the_candidates(folder: Path) -> None:
    _load_populations(folder, population_row("", 5, area_name="Huyện Long Phú"))
    assert population_for("health", "946", ON) is not None
    snapshot = taken_in(folder, "population", [population_row("", 5, area_name="Phường 1", name="Khác")])
    with pytest.raises(ListFaulty, match="Có nhiều đơn vị hành chính tên “Phường 1”"):
        load_populations(snapshot, folder / "home")


def test_population_when_loaded_again_then_unchanged_and_a_different_one_is_refused(folder: Path) -> None:
    snapshot = taken_in(folder, "population", [population_row("94", 100)])
    assert load_populations(snapshot, folder / "home").added == 1
    assert load_populations(snapshot, folder / "home").unchanged == 1
    with pytest.raises(FigureDiffers, match="mã 94: đã ghi 100, nay 200"):
        _load_populations(folder, population_row("941", 50), population_row("94", 200))
    assert list(PopulationValue.objects.values_list("value", flat=True)) == [100]
    (told,) = _load_populations(folder, population_row("94", 200), replace=True)
    assert "đã ghi 100, nay 200" in told
    assert list(PopulationValue.objects.values_list("value", flat=True)) == [200]


def test_targets_when_assigned_added_to_and_revised_then_in_force_by_date(folder: Path) -> None:
    _load_targets(
        folder,
        target_row("94", 1000, number="12/QĐ", decided="05/01/2020"),
        target_row("94", 50, kind="Bổ sung", number="30/QĐ", decided="01/04/2020"),
        target_row("94", 900, kind="Điều chỉnh", number="77/QĐ", decided="01/07/2020"),
        target_row("94", 400, issuer="Bưu điện tỉnh"),
        target_row("94", 300, group="HS"),
    )

    def values(on: date) -> list[tuple[str, int | None]]:
        return [(one.issuer, one.value) for one in targets_for("health", "", "94", on=on, period="2020")]

    assert values(date(2020, 1, 4)) == [("Bưu điện tỉnh", 400)]
    assert values(date(2020, 6, 30)) == [("BHXH Việt Nam", 1050), ("Bưu điện tỉnh", 400)]
    assert values(date(2021, 3, 13)) == [("BHXH Việt Nam", 900), ("Bưu điện tỉnh", 400)]
    (own,) = targets_for("health", "", "94", on=ON, issuer="BHXH Việt Nam")
    assert (own.decision_number, own.decision_date) == ("77/QĐ", date(2020, 7, 1))
    assert [one.value for one in targets_for("health", "HS", "94", on=ON)] == [300]
    assert targets_for("health", "", "94", on=date(2021, 3, 13)) == [], "the period is over"
    assert targets_for("health", "", "00000", on=ON) == []


def test_rate_when_a_row_or_a_title_assigns_it_then_a_line_of_its_own_issuer(folder: Path) -> None:
    title = "Thủ tướng Chính phủ giao tỷ lệ bao phủ BHYT: 91% dân số"
    rows = [
        target_row("94", 1000, note="Giả định"),
        target_row("94", "92,5", unit="%", issuer="UBND tỉnh", decided="01/02/2020"),
        target_row("941", 1000),
    ]
    load_targets(taken_in(folder, "targets", rows, titles=["CHỈ TIÊU NĂM 2020", title]), folder / "home")
    rate = assigned_rate("health", "94", date(2020, 1, 31))
    assert rate is not None
    assert (rate.issuer, rate.rate, rate.is_assumed) == ("Thủ tướng Chính phủ", Decimal("91.00"), False)
    later = assigned_rate("health", "94", ON)
    assert later is not None
    assert later.rate == Decimal("92.50")
    assert assigned_rate("health", "941", ON) is None
    (people,) = targets_for("health", "", "94", on=ON)
    assert (people.value, people.is_assumed) == (1000, True)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (target_row("94", 6), "khác với trang “Sheet”, dòng 2 (6 người) của cùng một chỉ tiêu"),
        (target_row("99", 5), "mã địa bàn “99” không có vào ngày 01/01/2020"),
        (target_row("94", 5, scheme="BHXH"), "chế độ “BHXH” không rõ; hãy ghi một trong: BHXH bắt buộc"),
        (target_row("94", 5, scheme=""), "không ghi chế độ"),
        (target_row("94", 5, group="QQ"), "không có nhóm đối tượng “QQ”"),
        (target_row("94", 5, group="HS", scheme="BHTN"), "chỉ có trong BHYT"),
        (target_row("94", 5, period="năm nay"), "kỳ “năm nay” không đọc được"),
        (target_row("94", 5, issuer=""), "không ghi cơ quan giao"),
        (target_row("94", 5, kind="Hứa"), "loại “Hứa” không rõ"),
        (target_row("94", 5, kind="Bổ sung"), "chỉ tiêu bổ sung phải ghi ngày quyết định"),
        (target_row("94", 5, decided="32/01/2020"), "ngày quyết định “32/01/2020” không phải là ngày"),
        (target_row("94", "vài"), "chỉ tiêu “vài” phải là số nguyên từ 0"),
        (target_row("94", -5), "chỉ tiêu “-5” phải là số nguyên từ 0"),
        (target_row("94", "0,91", unit="%"), "tỷ lệ “0,91” phải lớn hơn 1"),
        (target_row("94", 101, unit="%"), "tỷ lệ “101” phải lớn hơn 1 và không quá 100"),
        (target_row("", 5, office="BHXH-1"), "không có cơ quan BHXH mang mã “BHXH-1”"),
        (target_row("", 5, area_name="Huyện Mỹ Nghĩa"), "Không có đơn vị hành chính “Huyện Mỹ Nghĩa”"),
    ],
)
def test_target_when_a_row_is_wrong_then_named_and_nothing_written(
    folder: Path, row: list[str | int | float | None], fault: str
) -> None:
    assert fault in _faults(folder, "targets", row)


def test_targets_when_districts_do_not_add_up_then_loaded_and_warned_with_the_difference(folder: Path) -> None:
    (warning,) = _load_targets(
        folder, target_row("94", 1000), target_row("941", 600), target_row("942", 390), target_row("94", 3, group="HS")
    )
    assert warning == (
        "BHXH Việt Nam giao BHYT 2020, mã 94: các đơn vị trực thuộc cộng lại 990, ít hơn 1.000 là 10 người."
    )
    assert TargetLine.objects.count() == 4


def test_target_when_for_an_office_then_kept_under_it(folder: Path) -> None:
    _load_targets(folder, target_row("", 5, office="BHXH-941"))
    (found,) = targets_in_force(on=ON)
    assert (found.place.kind, found.place.code, found.value) == (PlaceKind.OFFICE, "BHXH-941", 5)


def test_target_when_another_decision_assigns_it_again_then_refused_as_a_revision(folder: Path) -> None:
    _load_targets(folder, target_row("94", 1000))
    with pytest.raises(FigureDiffers, match="đã giao 1\\.000 người ở quyết định khác"):
        _load_targets(folder, target_row("94", 900, number="2/QĐ", decided="01/02/2020"))
    with pytest.raises(FigureDiffers, match="đã ghi 1\\.000 người"):
        _load_targets(folder, target_row("941", 5), target_row("94", 900))
    assert TargetLine.objects.count() == 1
    _load_targets(folder, target_row("94", 900), replace=True)
    assert targets_for("health", "", "94", on=ON)[0].value == 900


def test_curve_when_given_then_kept_and_when_broken_then_named(folder: Path) -> None:
    header = [*TARGETS_HEADER, *(f"Lũy kế tháng {month}" for month in range(1, 13))]
    months: list[str | int | float | None] = [100 * month for month in range(1, 13)]

    def loaded(row: list[str | int | float | None]) -> Snapshot:
        return taken_in(folder, "targets", [row], header=header)

    load_targets(loaded([*target_row("94", 1200), *months]), folder / "home")
    assert targets_for("health", "", "94", on=ON)[0].curve == tuple(range(100, 1300, 100))
    for row, fault in (
        ([*target_row("941", 1200), *months[:11], 1300], "lũy kế tháng 12 \\(1300\\) khác chỉ tiêu"),
        ([*target_row("941", 1200), *months[:11], None], "cần đủ 12 tháng"),
        ([*target_row("941", 1200, period="06/2020"), *months], "lũy kế tháng chỉ dùng cho"),
    ):
        with pytest.raises(ListFaulty, match=fault):
            load_targets(loaded(row), folder / "home")


def test_targets_when_exported_then_taken_in_again_they_are_the_same(folder: Path) -> None:
    header = [*TARGETS_HEADER, *(f"Lũy kế tháng {month}" for month in range(1, 13))]
    months: list[str | int | float | None] = [100 * month for month in range(1, 13)]
    rows = [
        [*target_row("94", 1200, note="Giả định trong khoảng"), *months],
        target_row("94", 50, kind="Bổ sung", number="30/QĐ-BHXH", decided="01/04/2020"),
        target_row("94", "92,5", unit="%", issuer="UBND tỉnh"),
        target_row("94", 91, unit="%", issuer="Thủ tướng Chính phủ"),
        target_row("31507", 0, scheme="BHTN", group=""),
        target_row("94", 300, group="HS", note="=1+1"),
        target_row("", 7, scheme="BHXH tự nguyện", office="BHXH-941"),
    ]
    load_targets(taken_in(folder, "targets", rows, header=header), folder / "home")
    before = target_versions("2020", on=ON)
    assert len(before) == len(rows)
    out = folder / "out.xlsx"
    assert export_targets(out, period="2020", on=ON) == len(rows)
    Target.objects.all().delete()
    again = load_targets(take_in(out, kind="targets", home=folder / "home").taken.snapshot, folder / "home")
    assert (again.added, again.warnings) == (len(rows), ())
    assert target_versions("2020", on=ON) == before


def test_export_when_nothing_was_assigned_then_said(folder: Path) -> None:
    with pytest.raises(RequestError, match="Chưa có chỉ tiêu nào của kỳ 2020"):
        export_targets(folder / "out.xlsx", period="2020", on=ON)
    assert not (folder / "out.xlsx").exists()
