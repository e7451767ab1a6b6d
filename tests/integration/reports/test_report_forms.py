"""D05-TS and the papers of a campaign through the flow of papers: the law of the day, faults of a file, counted results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from baophu.flows.report import KINDS, write_report
from baophu.flows.report_data_voluntary import HEADERS
from baophu.flows.report_open import open_figure
from baophu.flows.take_in import take_in
from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.reports.official.campaign_data import EXAMPLE
from baophu.reports.official.input_faults import InputFaults
from baophu.reports.official.request import ReportRequest

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 15)
HEAD = ",".join(
    HEADERS[name] for name in ("full_name", "si_number", "income", "method", "from_month", "months", "group")
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    for name in ("results", "tmp"):
        (folder / name).mkdir(parents=True)
    return folder


def asked(code: str, out: Path, **more: object) -> ReportRequest:
    return replace(ReportRequest(code=code, out=out, today=date(2021, 6, 1)), **more)  # type: ignore[arg-type]


def lines_in(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8-sig")
    return path


def test_amounts_when_d05_is_written_then_they_are_those_of_the_law_on_the_day_of_payment(
    home: Path, tmp_path: Path
) -> None:
    file = lines_in(tmp_path / "tn.csv", "Lý Thị Mẫu,9400000003,1.000.000,12 tháng,04/2021,12,Hộ cận nghèo")
    out = tmp_path / "d05.xlsx"
    written = write_report(asked("d05", out, on=DAY, data=file, unit="Điểm thu Mẫu"), home)
    law = quote(
        QuoteRequest(scheme="voluntary_si", on=DAY, income=1_000_000, months=12, method="yearly", group="near_poor")
    )
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    line = next(row for row in rows if row[1] == "Lý Thị Mẫu")
    assert line[7:10] == (law.gross, law.payers.participant, law.payers.state)
    assert law.gross == 2_640_000
    assert written.faults == ()
    assert "Điểm thu Mẫu" in " ".join(str(row[0]) for row in rows)


def test_books_when_some_have_a_number_then_only_the_others_are_asked_for(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "d05.txt"
    write_report(asked("d05", out, on=DAY, data=Path(EXAMPLE)), home)
    assert "Tổng số sổ BHXH đề nghị cấp: 1." in out.read_text("utf-8-sig")


def test_file_when_lines_are_wrong_then_each_is_named_and_nothing_is_written(home: Path, tmp_path: Path) -> None:
    file = lines_in(
        tmp_path / "tn.csv",
        ",12345,abc,2 tháng,13/2021,0,Hộ giàu",
        "Lý Thị Mẫu,,700000,3 tháng,04/2021,6,",
        "Kim Mẫu,,100000,1 tháng,04/2021,1,",
    )
    out = tmp_path / "d05.xlsx"
    with pytest.raises(InputFaults) as refused:
        write_report(asked("d05", out, on=DAY, data=file), home)
    told = refused.value.message("vi")
    for words in (
        "dòng 2, cột “Họ và tên”: để trống", "dòng 2, cột “Mã số BHXH”", "dòng 2, cột “Mức thu nhập”: “abc”",
        "dòng 2, cột “Phương thức đóng”: “2 tháng”", "dòng 2, cột “Từ tháng”: “13/2021”", "dòng 2, cột “Số tháng”: “0”",
        "dòng 2, cột “Đối tượng”: “Hộ giàu”", "6 tháng không hợp với phương thức “3 tháng”",
    ):  # fmt: skip
        assert words in told
    assert not out.exists()


def test_file_when_an_income_is_under_the_lowest_then_the_law_refuses_the_line_by_number(
    home: Path, tmp_path: Path
) -> None:
    file = lines_in(tmp_path / "tn.csv", "Kim Mẫu,,100000,1 tháng,04/2021,1,")
    with pytest.raises(InputFaults) as refused:
        write_report(asked("d05", tmp_path / "d05.xlsx", on=DAY, data=file), home)
    assert "dòng 2 (Kim Mẫu)" in refused.value.message("vi")
    assert "Điều" in refused.value.message("vi")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Ho va ten,Thu nhap\nA,1\n", "thiếu cột “Mức thu nhập”"),
        (HEAD.encode() + b"\n", "không có dòng nào"),
        ("Họ và tên".encode("utf-16"), "không phải UTF-8"),
    ],
)
def test_file_when_it_is_no_such_list_then_that_is_told(home: Path, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "tn.csv"
    file.write_bytes(content)
    with pytest.raises(InputFaults) as refused:
        write_report(asked("d05", tmp_path / "d05.xlsx", on=DAY, data=file), home)
    assert told in refused.value.message("vi")


@pytest.mark.parametrize("code", ["d05", "campaign"])
def test_paper_when_its_file_is_not_given_then_it_asks_for_it(home: Path, tmp_path: Path, code: str) -> None:
    with pytest.raises(RequestError) as refused:
        write_report(asked(code, tmp_path / "a.pdf"), home)
    assert refused.value.code == "paper_needs_data"
    assert "--data" in refused.value.message("vi")


@pytest.mark.parametrize("code", ["students", "d03", "d05", "campaign", "plan", "invitation", "minutes"])
@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx", ".txt"])
def test_blank_form_when_asked_in_any_form_then_it_is_written_without_any_data(
    home: Path, tmp_path: Path, code: str, ending: str
) -> None:
    assert code in KINDS
    out = tmp_path / f"trong{ending}"
    assert write_report(asked(code, out, on=DAY, blank=True), home).figures == ()
    assert out.stat().st_size > 200


@pytest.mark.parametrize("code", ["d03", "d05"])
def test_version_when_the_day_has_none_then_even_the_blank_form_is_refused(
    home: Path, tmp_path: Path, code: str
) -> None:
    out = tmp_path / "a.xlsx"
    with pytest.raises(BaoPhuError) as refused:
        write_report(asked(code, out, on=date(2017, 6, 30), blank=True), home)
    assert refused.value.code == "form_version_missing"
    assert not out.exists()
    write_report(asked(code, out, on=date(2017, 7, 1), blank=True), home)
    assert out.exists()


CARDS = "Họ và tên,Ngày sinh,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã"


def card(number: int, start: str, end: str, commune: str) -> str:
    return f"Lê Văn {number},01/01/1980,94{number:08d},GD,{start},{end},{commune}"


@pytest.fixture
def campaign_home(home: Path) -> Path:
    """Two extracts: three people before; after it one lapsed, one moved to another district, two are new."""
    before = [
        card(1, "01/01/2021", "31/12/2021", "31510"),
        card(2, "01/01/2021", "20/03/2021", "31510"),
        card(3, "01/01/2021", "31/12/2021", "31510"),
    ]
    after = [
        before[0], before[1], card(3, "01/01/2021", "31/12/2021", "31639"),
        card(4, "15/03/2021", "14/03/2022", "31510"), card(5, "16/03/2021", "15/03/2022", "31639"),
    ]  # fmt: skip
    for name, rows, as_of in (("truoc.csv", before, date(2021, 3, 12)), ("sau.csv", after, date(2021, 3, 31))):
        file = home.parent / name
        file.write_text("\n".join([CARDS, *rows]) + "\n", encoding="utf-8-sig")
        take_in(file, kind="cards", home=home, as_of=as_of)
    return home


def test_campaign_when_two_extracts_are_compared_then_every_change_is_counted_where_it_happened(
    campaign_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "cd.txt"
    written = write_report(asked("campaign", out, data=Path(EXAMPLE)), campaign_home)
    text = " ".join(out.read_text("utf-8-sig").split())
    assert written.on == date(2021, 3, 31)
    assert written.faults == ()
    assert "BHYT: từ 3 người thành 4 người, tăng thuần 1; tăng mới 2, quay lại 0, duy trì 2, giảm 1." in text
    found = {figure.id: figure.value for figure in written.figures if figure.id}
    assert (found["941/health"], found["946/health"], found["94/health"]) == (2, 2, 4)
    assert (found["941/health/new"], found["946/health/new"], found["941/health/lapsed"]) == (1, 1, 1)


def test_campaign_when_a_change_is_opened_then_those_people_are_listed(campaign_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "moi.parquet"
    request = asked("campaign", out, data=Path(EXAMPLE))
    assert open_figure(request, campaign_home, "94/health/new").people == 2
    assert sorted(pq.read_table(out)["si_number"].to_pylist()) == ["9400000004", "9400000005"]
    assert open_figure(request, campaign_home, "941/health/lapsed").people == 1


def test_campaign_when_it_still_runs_then_it_is_told_as_far_as_the_newest_extract(home: Path, tmp_path: Path) -> None:
    file = home.parent / "truoc.csv"
    file.write_text("\n".join([CARDS, card(1, "01/01/2021", "31/12/2021", "31510")]) + "\n", encoding="utf-8-sig")
    take_in(file, kind="cards", home=home, as_of=date(2021, 3, 20))
    assert write_report(asked("campaign", tmp_path / "cd.txt", data=Path(EXAMPLE)), home).on == date(2021, 3, 20)


def test_campaign_when_its_file_is_wrong_then_nothing_is_counted_or_written(
    campaign_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cd.yaml"
    file.write_text("name: Ra quân\nstart: 2021-03-13\nend: 2021-03-01\n", encoding="utf-8")
    out = tmp_path / "cd.pdf"
    with pytest.raises(InputFaults, match="trước ngày bắt đầu"):
        write_report(asked("campaign", out, data=file), campaign_home)
    assert not out.exists()
