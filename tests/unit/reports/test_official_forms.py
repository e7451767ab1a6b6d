"""The prescribed lists: which version a day has, what its columns mean, the printed formula, and the written files."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document as read_docx
from official_papers import pdf_pages

from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Document, figures
from baophu.reports.document.writing import document_bytes, write_document
from baophu.reports.official.d03 import d03_document
from baophu.reports.official.d05 import d05_document, formula_faults, printed_formula
from baophu.reports.official.form_versions import FormCode, FormVersionMissing, form
from baophu.reports.official.prescribed_list import ListedPerson, PrescribedList

RATE = Decimal("0.22")
TWO = ListedPerson(
    full_name="Trần Văn Mẫu Hai", si_number="9400000002", address="Ấp 2, xã Mẫu", income=1_500_000, from_month="04/2021",
    months=3, gross=990_000, participant=943_800, state=46_200,
)  # fmt: skip
ONE = replace(
    TWO, full_name="Thạch Thị Mẫu Một", si_number="", income=700_000, months=6, gross=924_000, participant=646_800,
    state=277_200,
)  # fmt: skip


def listed(code: FormCode, on: date, *people: ListedPerson) -> PrescribedList:
    asked = form(code)
    version = asked.version_on(on)
    return PrescribedList(form=asked, version=version, on=on, head={"unit": "Điểm thu Mẫu"}, people=people, asked_for=1)


def cells_of(document: Document) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(document_bytes(document, ".xlsx")))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("code", ["d03", "d05"])
@pytest.mark.parametrize(
    ("day", "decision"),
    [
        ("2017-07-01", "595"),
        ("2020-04-30", "595"),
        ("2020-05-01", "505"),
        ("2021-03-31", "505"),
        ("2023-03-31", "505"),
        ("2023-04-01", "490"),
    ],
)
def test_version_when_a_day_is_given_then_it_is_the_one_in_force(code: FormCode, day: str, decision: str) -> None:
    assert form(code).version_on(date.fromisoformat(day)).short == f"QĐ {decision}/QĐ-BHXH"


@pytest.mark.parametrize("code", ["d03", "d05"])
def test_version_when_the_day_is_before_the_first_then_all_are_named(code: FormCode) -> None:
    with pytest.raises(FormVersionMissing) as refused:
        form(code).version_on(date(2017, 6, 30))
    told = refused.value.message("vi")
    assert all(name in told for name in ("QĐ 595/QĐ-BHXH (từ 01/07/2017)", "QĐ 505", "QĐ 490", "30/06/2017"))


def test_columns_when_the_490_version_is_compared_with_the_505_one_then_two_were_added_to_d03() -> None:
    before, after = (form("d03").version_on(date(year, 6, 1)) for year in (2021, 2023))
    added = {column.field for column in after.columns} - {column.field for column in before.columns}
    assert added == {"personal_id", "staff_code"}
    assert [column.mark for column in after.columns] == ["A", "B", *map(str, range(1, 16))]
    assert after.recalled == ()


def test_paper_when_parts_of_its_version_were_not_read_then_it_says_so_and_a_read_one_does_not() -> None:
    warned = [
        "đối chiếu trước khi nộp" in document_bytes(d05_document(listed("d05", day, TWO)), ".txt").decode()
        for day in (date(2021, 3, 15), date(2019, 3, 15))
    ]
    assert warned == [True, False]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 3, 15), "Cột 5 = cột 1 × cột 3 × 22% − cột 6"),
        (date(2021, 3, 15), "Cột 6 = cột 2 × cột 4 × 22% − cột 7 − cột 8 − cột 9"),
    ],
)
def test_formula_when_a_version_is_given_then_it_stands_in_its_column_numbers(day: date, words: str) -> None:
    assert printed_formula(form("d05").version_on(day), RATE) == words


def test_formula_when_a_line_breaks_it_then_line_and_both_amounts_are_told() -> None:
    version = form("d05").version_on(date(2019, 3, 15))
    wrong = replace(TWO, participant=943_801)
    assert tuple(formula_faults(version, (ONE, TWO), RATE)) == ()
    assert tuple(formula_faults(version, (ONE, wrong), RATE)) == (
        "Dòng 2 (Trần Văn Mẫu Hai): cột 5 là 943.801 đồng, theo công thức là 943.800 đồng.",
    )
    assert tuple(formula_faults(version, (replace(wrong, follows_formula=False),), RATE)) == ()


def test_formula_when_local_support_has_no_column_in_the_version_then_the_line_is_told() -> None:
    supported = replace(TWO, local=10_000, participant=933_800)
    assert not tuple(formula_faults(form("d05").version_on(date(2021, 3, 15)), (supported,), RATE))
    assert tuple(formula_faults(form("d05").version_on(date(2019, 3, 15)), (supported,), RATE))


def test_workbook_when_d05_is_written_then_marks_amounts_and_sums_stand_in_their_columns() -> None:
    rows = cells_of(d05_document(listed("d05", date(2019, 3, 15), ONE, TWO)))
    marks = next(row for row in rows if row[0] == "A")
    assert marks == ["A", "B", "C", "1", "2", "3", "4", "5", "6", "7"]
    second = next(row for row in rows if row[1] == "Trần Văn Mẫu Hai")
    assert second[:9] == [2, "Trần Văn Mẫu Hai", "9400000002", 1_500_000, "04/2021", 3, 990_000, 943_800, 46_200]
    total = next(row for row in rows if row[1] == "Cộng tăng")
    assert total[6:9] == [1_914_000, 1_590_600, 323_400]


def test_paper_when_a_person_is_listed_then_nothing_is_put_where_nothing_is_known() -> None:
    rows = cells_of(d03_document(listed("d03", date(2021, 3, 13), ListedPerson(full_name="Lý Mẫu", months=9))))
    line = next(row for row in rows if row[1] == "Lý Mẫu")
    assert [value for value in line if value not in (None, "")] == [1, "Lý Mẫu", 9]


def test_reckoning_when_d03_has_amounts_then_the_annex_sums_them_in_figures_and_words() -> None:
    pupil = ListedPerson(full_name="Lý Mẫu", months=9, gross=603_450, state=181_035, participant=422_415)
    document = d03_document(listed("d03", date(2021, 3, 13), pupil, pupil), formula="4,5% …")
    text = document_bytes(document, ".txt").decode()
    assert "844.830" in text
    assert "Tám trăm bốn mươi tư nghìn tám trăm ba mươi đồng." in text
    assert "1.206.900" in text
    assert "362.070" in text


@pytest.mark.parametrize("code", ["d03", "d05"])
def test_blank_form_when_there_are_no_people_then_its_parts_stand_and_it_states_nothing(code: FormCode) -> None:
    build = d03_document if code == "d03" else d05_document
    asked = form(code)
    on = date(2021, 3, 13)
    empty = build(PrescribedList(form=asked, version=asked.version_on(on), on=on, head={}, people=()))
    blank = blank_form(empty)
    text = document_bytes(blank, ".txt").decode()
    assert all(part in text for part in ("I. Tăng", "II. Giảm", "Cộng tăng", "Cộng giảm", f"Mẫu {asked.form}"))
    assert figures(blank) == ()
    assert "2021" not in text.replace("2020", "").replace("QĐ-BHXH", "")


def test_files_when_a_form_is_printed_then_word_and_pdf_lie_and_carry_form_mark_and_name(tmp_path: Path) -> None:
    document = d05_document(listed("d05", date(2021, 3, 15), ONE, TWO))
    for ending in (".docx", ".pdf"):
        write_document(document, tmp_path / f"d05{ending}")
    pages = pdf_pages(tmp_path / "d05.pdf")
    assert "Mẫu D05-TS" in pages[0]
    assert "Quyết định số 505/QĐ-BHXH" in pages[0]
    assert "Thạch Thị Mẫu Một" in pages[0]
    file = read_docx(str(tmp_path / "d05.docx"))
    section = file.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert section.page_width > section.page_height
    assert any("943.800" in cell.text for row in file.tables[0].rows for cell in row.cells)
