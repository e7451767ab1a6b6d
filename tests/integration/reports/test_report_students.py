"""The paper on pupils' cards from files to figures: lists of several schools in one linkage, and the people behind each number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from baophu.areas.actions import load_soctrang
from baophu.areas.models import School
from baophu.areas.queries import area_of
from baophu.flows.report import write_report
from baophu.flows.report_data_schools import pupils_behind, school_counts
from baophu.flows.report_data_students import reviewed_pupils
from baophu.flows.report_open import open_figure
from baophu.flows.review import review
from baophu.kernel.errors import RequestError
from baophu.reports.document.blocks import Figure
from baophu.reports.official.request import ReportRequest

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 13)
CARDS = "Mã số BHXH,Họ và tên,Ngày sinh,Giới tính,Mã thẻ BHYT,Mã đối tượng,Từ ngày,Đến ngày,Xã/Phường"
ROSTER = "STT,Mã trường,Tên trường,Lớp,Họ và tên,Ngày sinh,Giới tính,Mã số BHXH,Xã/Phường,Hoàn cảnh"
FAMILIES = ("Nguyễn Văn", "Trần Thị", "Lê Hoàng", "Thạch Thị", "Lý Minh", "Kim Ngọc")
GIVEN = ("Phúc", "Quyên", "Rinh", "Sang", "Thảo", "Uyên", "Vinh")
YEAR = "01/01/2021,31/12/2021"


def person(number: int) -> tuple[str, str, str, str]:
    name = f"{FAMILIES[number % 6]} {GIVEN[number % 7]} {chr(65 + number % 26)}ng"
    return f"94{number:08d}", name, f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2010", "Nam" if number % 2 else "Nữ"


def card(number: int, group: str, period: str) -> str:
    si, name, born, sex = person(number)
    return f"{si},{name},{born},{sex},{group}494{si},{group},{period},Xã Mỹ Hương"


def pupil(number: int, school: tuple[str, str], commune: str, hardship: str = "", months: str = "") -> str:
    si, name, born, sex = person(number)
    return f"{number},{school[0]},{school[1]},5A,{name},{born},{sex},{si},{commune},{hardship}{months}"


PERIODS = {
    1: ("HS", YEAR),
    2: ("HS", "01/04/2020,31/03/2021"),
    3: ("GD", YEAR),
    4: ("HN", YEAR),
    5: ("HS", "01/01/2020,31/12/2020"),
}
FIRST, SECOND, THIRD = ("94944001", "Trường Một"), ("94944002", "Trường Hai"), ("94945001", "Trường Ba")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two lists reviewed one after the other, against sixty cards; the first school is in the second list again."""
    folder = tmp_path / "home"
    for name in ("results", "tmp"):
        (folder / name).mkdir(parents=True)
    cards = tmp_path / "the-2021-03-13.csv"
    lines = [card(number, *PERIODS.get(number, ("HS", YEAR))) for number in (*range(1, 6), *range(20, 80))]
    cards.write_text("\n".join([CARDS, *lines]) + "\n", encoding="utf-8-sig")
    old = [pupil(number, FIRST, "Xã Mỹ Hương") for number in (1, 2)]
    new = [
        *(pupil(number, FIRST, "Xã Mỹ Hương") for number in range(1, 6)),
        pupil(90, FIRST, "Xã Mỹ Hương", "Hộ nghèo"), pupil(91, FIRST, "Xã Mỹ Hương"),
        *(pupil(number, SECOND, "Xã Mỹ Hương") for number in range(20, 30)),
        pupil(92, SECOND, "Xã Mỹ Hương", "Hộ cận nghèo"), pupil(1, SECOND, "Xã Mỹ Hương"),
        *(pupil(number, THIRD, "Phường 1") for number in range(30, 33)),
    ]  # fmt: skip
    for name, rows in (("lop-2021-03-01.csv", old), ("lop-2021-03-05.csv", new)):
        file = tmp_path / name
        file.write_text("\n".join([ROSTER, *rows]) + "\n", encoding="utf-8-sig")
        review(str(file), str(cards), on=DAY, out=tmp_path / "kq.xlsx", home=folder)
    return folder


def asked(out: Path, **more: object) -> ReportRequest:
    return replace(ReportRequest(code="students", out=out, today=date(2021, 6, 1)), **more)  # type: ignore[arg-type]


def values(found: tuple[Figure, ...]) -> dict[str, object]:
    return {figure.id: figure.value for figure in found if figure.id}


def test_figures_when_two_lists_were_reviewed_then_each_school_counts_once_by_its_newest_list(
    home: Path, tmp_path: Path
) -> None:
    written = write_report(asked(tmp_path / "hs.xlsx"), home)
    found = values(written.figures)
    first = {
        key.rpartition("/")[2]: value for key, value in found.items() if key.startswith("students/school/94944001/")
    }
    assert (first["pupils"], first["pupil_card"], first["other_group"], first["state_paid"]) == (7, 2, 1, 1)
    assert (first["expiring"], first["without"], first["state_due"]) == (1, 3, 1)
    assert found["students/school/94944002/pupils"] == 11
    assert found["students/94/pupils"] == 7 + 11 + 3
    assert found["students/94/without"] == 4


def test_district_when_more_than_half_of_the_pupils_live_there_then_the_school_is_put_there_and_else_nowhere(
    home: Path, tmp_path: Path
) -> None:
    found = values(write_report(asked(tmp_path / "hs.pdf"), home).figures)
    assert found["students/94/944/pupils"] == 18
    assert found["students/94/unknown/pupils"] == 3
    own = values(write_report(asked(tmp_path / "hs2.pdf", area="944"), home).figures)
    assert own["students/944/pupils"] == 18
    assert not any("94945001" in id for id in own)


def test_schools_when_the_home_knows_them_then_missing_lists_are_told_and_districts_are_theirs(
    home: Path, tmp_path: Path
) -> None:
    load_soctrang()
    for code, name, stage in (
        (*THIRD, "primary"),
        ("94945002", "Trường Bốn", "primary"),
        ("94945003", "Mầm non", "kindergarten"),
    ):
        School.objects.create(
            code=code, name=name, stage=stage, area=area_of("31639", on=DAY), valid_from=date(2020, 1, 1)
        )
    out = tmp_path / "hs.txt"
    found = values(write_report(asked(out), home).figures)
    text = " ".join(out.read_text("utf-8-sig").split())
    assert "1 trường chưa nộp danh sách: Trường Bốn (Huyện Long Phú)." in text
    assert "CHƯA NỘP" in text
    assert "Mầm non" not in text
    assert found["students/94/946/pupils"] == 3


def test_opening_when_any_figure_of_people_is_asked_then_as_many_people_are_listed_with_file_sheet_and_row(
    home: Path, tmp_path: Path
) -> None:
    written = write_report(asked(tmp_path / "hs.xlsx"), home)
    out = tmp_path / "nguoi.parquet"
    counted = {figure.id: figure.value for figure in written.figures if figure.id and figure.kind == "integer"}
    assert len(counted) > 50
    pupils = reviewed_pupils(home, on=None)
    schools = school_counts(pupils, known=())
    for id, value in counted.items():
        assert pupils_behind(pupils, schools, id).num_rows == value, id
    assert open_figure(asked(out), home, "students/school/94944001/state_due").people == 1
    rows = pq.read_table(out).to_pylist()
    assert [(row["file"], row["source_row"], row["full_name"], row["verdict"]) for row in rows] == [
        ("lop-2021-03-05.csv", 7, person(90)[1], "not_covered")
    ]


def test_opening_when_the_figure_or_the_ending_is_unknown_then_it_is_refused_and_nothing_is_written(
    home: Path, tmp_path: Path
) -> None:
    for out, id, code in (
        (tmp_path / "a.xlsx", "students/94/nothing", "figure_unknown"),
        (tmp_path / "a.docx", "students/94/without", "result_kind_unknown"),
    ):
        with pytest.raises(RequestError) as refused:
            open_figure(asked(out), home, id)
        assert refused.value.code == code
        assert not out.exists()


def test_paper_when_nothing_was_reviewed_then_it_says_what_to_do_and_the_blank_form_needs_nothing(
    tmp_path: Path,
) -> None:
    home = tmp_path / "empty"
    (home / "tmp").mkdir(parents=True)
    with pytest.raises(RequestError) as refused:
        write_report(asked(tmp_path / "hs.pdf"), home)
    assert refused.value.code == "no_school_review"
    assert not (tmp_path / "hs.pdf").exists()
    assert write_report(asked(tmp_path / "trong.docx", blank=True), home).figures == ()
    assert (tmp_path / "trong.docx").stat().st_size > 5_000


def test_list_when_d03_is_asked_for_a_school_then_it_holds_those_who_pay_and_tells_who_is_left_out(
    home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "d03.xlsx"
    request = asked(out, code="d03", unit="trường một", on=DAY)
    write_report(request, home)
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    people = {row[1]: row for row in rows if isinstance(row[0], int)}
    assert set(people) == {person(number)[1] for number in (2, 5, 91)}
    assert {row[12:14] for row in people.values()} == {("04/2021", 9)}
    told = " ".join(str(row[0]) for row in rows)
    assert "1 em thuộc hộ nghèo" in told
    assert "QĐ 505/QĐ-BHXH" in told
    money = openpyxl.load_workbook(out)["Bảng tính tiền"]
    last = next(row for row in money.iter_rows(values_only=True) if row[1] == "Cộng")
    assert last[5:9] == (3 * 603_450, 3 * 181_035, 0, 3 * 422_415)


def test_list_when_the_school_is_not_named_or_the_day_has_no_version_then_it_is_refused(
    home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "d03.xlsx"
    for request, code, words in (
        (asked(out, code="d03"), "unit_unknown", "94944002 Trường Hai"),
        (
            asked(out, code="d03", unit="Trường Một", on=date(2017, 6, 30)),
            "form_version_missing",
            "QĐ 595/QĐ-BHXH (từ 01/07/2017)",
        ),
    ):
        with pytest.raises(Exception, match=words.replace("(", r"\(").replace(")", r"\)")) as refused:
            write_report(request, home)
        assert getattr(refused.value, "code", "") == code
        assert not out.exists()
