"""The paper on pupils' cards: sums from schools to districts and province, late schools in words, shares, blank form."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Document, Figure, Letterhead, Run, Section, Signature, Table, figures
from baophu.reports.document.writing import document_bytes
from baophu.reports.official.students import PARTS, SchoolCounts, StudentsReport, students_document

DAY = date(2021, 3, 5)


def school(
    key: str, district: str, *, received: date | None = DAY, due: date | None = None, **counts: int
) -> SchoolCounts:
    parts = {part: counts.get(part, 0) for part in PARTS}
    rest = {name: counts[name] for name in ("expiring", "state_due") if name in counts}
    return SchoolCounts(
        key=key, name=f"Trường {key}", district_code=district, district=f"Huyện {district}" if district else "",
        received=received, due=due, pupils=sum(parts.values()), **parts, **rest,
    )  # fmt: skip


SCHOOLS = (
    school("A", "943", pupil_card=80, other_group=5, state_paid=5, without=9, doubtful=1, expiring=7, state_due=2),
    school("B", "943", pupil_card=40, without=10, unreadable=1),
    school("C", "946", pupil_card=30, upcoming=2),
    school("D", "946", received=None),
    school("E", "946", received=date(2021, 3, 9), due=DAY, pupil_card=1),
    school("F", "", pupil_card=6, without=1),
)


def report(schools: tuple[SchoolCounts, ...] = SCHOOLS, *, has_school_list: bool = True) -> Document:
    return students_document(
        StudentsReport(
            head=Letterhead(superior="BHXH Việt Nam", issuer="BHXH tỉnh", code="BC-BHXH", place="Sóc Trăng"),
            on=date(2021, 3, 13), area="Tỉnh Sóc Trăng", area_code="94", schools=schools, cards_as_of=date(2021, 3, 13),
            expiring_within=30, repeated=4, has_school_list=has_school_list,
            signature=Signature(lines=("GIÁM ĐỐC",)), recipients=("Lưu: VT",),
        )
    )  # fmt: skip


def values(document: Document) -> dict[str, int | Decimal | None]:
    return {figure.id: figure.value for figure in figures(document) if figure.id}


def school_table(document: Document) -> Table:
    return next(block for block in document.annexes[0].blocks if isinstance(block, Table))


def name_of(row: object) -> str:
    assert isinstance(row, tuple)
    return str(row[1].content if isinstance(row[1], Run) else row[1])


def test_counts_when_the_parts_of_a_school_do_not_add_up_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        SchoolCounts(key="X", name="X", pupils=3, pupil_card=1, without=1)


def test_figures_when_schools_are_summed_then_districts_and_province_hold_all_of_them() -> None:
    found = values(report())
    for measure in ("pupils", *PARTS, "expiring", "state_due", "holding"):
        districts = [found.get(f"students/94/{code}/{measure}") for code in ("943", "946", "unknown")]
        known = [int(value) for value in districts if value is not None]
        whole = found.get(f"students/94/{measure}")
        assert whole is None or sum(known) == whole, measure
        assert sum(known) == sum(getattr(one, measure) for one in SCHOOLS), measure


def test_share_when_schools_have_pupils_then_it_is_of_those_counted_with_two_digits() -> None:
    found = values(report())
    assert found["students/school/A/holding_share"] == Decimal("90.00")
    assert found["students/94/943/holding_share"] == Decimal("86.09")
    assert found["students/94/holding_share"] == Decimal("87.43")


def test_late_schools_when_a_list_is_missing_or_after_its_day_then_they_stand_first_and_are_named() -> None:
    document = report()
    text = " ".join(document_bytes(document, ".txt").decode().split())
    assert "1 trường chưa nộp danh sách: Trường D (Huyện 946)." in text
    assert "1 trường nộp sau thời hạn: Trường E (Huyện 946)." in text
    rows = school_table(document).rows
    start = next(place for place, row in enumerate(rows) if isinstance(row, Section) and row.text == "Huyện 946")
    assert [name_of(row) for row in rows[start + 1 : start + 4]] == ["Trường D", "Trường E", "Trường C"]
    missing = rows[start + 1]
    assert isinstance(missing, tuple)
    assert missing[2] == Run(content="CHƯA NỘP", is_bold=True, is_alert=True)
    assert all(isinstance(cell, Figure) and cell.value is None and cell.shown == "–" for cell in missing[3:])


def test_late_schools_when_nobody_said_which_schools_there_are_then_the_paper_does_not_guess() -> None:
    text = " ".join(document_bytes(report(has_school_list=False), ".txt").decode().split())
    assert "chưa biết trường nào chưa nộp danh sách" in text


def test_districts_when_a_school_has_none_then_it_stands_last_as_unknown() -> None:
    sections = [row.text for row in school_table(report()).rows if isinstance(row, Section)]
    assert sections == ["Huyện 943", "Huyện 946", "Chưa rõ huyện"]


def test_workbook_when_written_then_every_school_is_a_row_whose_parts_make_its_pupils() -> None:
    book = openpyxl.load_workbook(io.BytesIO(document_bytes(report(), ".xlsx")))
    sheet = book["Phụ lục"]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert set(rows) == {f"Trường {one.key}" for one in SCHOOLS}
    for name in ("Trường A", "Trường B", "Trường C", "Trường E", "Trường F"):
        cells = rows[name]
        assert sum(int(str(cells[place])) for place in (4, 5, 6, 9, 10, 11, 13)) == cells[3]


def test_blank_form_when_there_are_no_schools_then_it_has_room_for_eleven_districts_and_states_nothing() -> None:
    blank = blank_form(report(()))
    table = next(block for block in blank.blocks if isinstance(block, Table))
    assert len(table.rows) == 11
    assert figures(blank) == ()


def test_late_schools_when_printed_then_they_are_red_in_word_and_workbook_and_others_are_not() -> None:
    book = openpyxl.load_workbook(io.BytesIO(document_bytes(report(), ".xlsx")))
    colors = {row[1].value: row[2].font.color.rgb if row[2].font.color else None for row in book["Phụ lục"].iter_rows()}
    assert colors["Trường D"] == colors["Trường E"] == "FFA32638"
    assert colors["Trường A"] != "FFA32638"
    with zipfile.ZipFile(io.BytesIO(document_bytes(report(), ".docx"))) as file:
        xml = file.read("word/document.xml").decode()
    red = re.findall(r'<w:color w:val="A32638"/>.*?<w:t[^>]*>(.*?)</w:t>', xml)
    assert {"Trường D", "CHƯA NỘP", "Nộp trễ 09/03"} <= set(red)
    assert "Trường A" not in red
