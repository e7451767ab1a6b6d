"""Papers written and read back by other programs: Word cell by cell, PDF page by page, the workbook as numbers."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_papers import REPORT, form, letter_of, pdf_pages, pdf_words

from baophu.kernel.errors import RequestError
from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Column, Document, Letterhead, PageBreak, Paragraph, Run, Signature, Table
from baophu.reports.document.writing import SUFFIXES, document_bytes, write_document

MM = 72 / 25.4
LONG_NAME = "Nguyễn Hoàng Thị Phương Uyên Minh Châu Ngọc Diệp Thùy Dương Bảo Trân Khánh Linh"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("papers")
    for suffix in SUFFIXES:
        write_document(REPORT, folder / f"report{suffix}")
    return lambda suffix: folder / f"report{suffix}"


def _words(path: Path) -> str:
    return " ".join(" ".join(pdf_pages(path)).split())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_write_document_when_written_twice_then_the_same_bytes(suffix: str, written: Callable[[str], Path]) -> None:
    assert document_bytes(REPORT, suffix) == written(suffix).read_bytes()


def test_write_document_when_the_ending_is_unknown_then_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"\.docx, \.pdf, \.xlsx, \.txt") as caught:
        write_document(REPORT, tmp_path / "report.odt")
    assert caught.value.code == "unknown_document_kind"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_write_document_when_blank_then_every_format_has_it(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"blank{suffix}"
    write_document(blank_form(REPORT), path)
    write_document(blank_form(form((("1", "Thạch Thị Mẫu", "9412345678"),))), tmp_path / f"form{suffix}")
    assert path.stat().st_size > 500


@pytest.mark.parametrize(
    "paper",
    [
        Document(head=None, title="", subject="", blocks=()),
        Document(head=None, title="", subject="", blocks=(PageBreak(), PageBreak()), recipients=("Lưu: VT",)),
        Document(head=None, title="A", subject="", blocks=(), signatures=(Signature(lines=()),) * 3),
        Document(head=Letterhead(superior="", issuer=""), title="", subject="", blocks=(), addressed_to=("A", "B")),
        Document(head=None, title="", subject="", blocks=(Table(columns=(Column(title=""),), rows=()),)),
    ],
    ids=["empty", "no signer", "three signers", "no names", "no rows"],
)
def test_write_document_when_a_part_is_missing_then_every_format_has_the_rest(paper: Document, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write_document(paper, tmp_path / f"paper{suffix}")
    assert len(list(tmp_path.iterdir())) == len(SUFFIXES)
    assert docx.Document(str(tmp_path / "paper.docx")).sections
    assert openpyxl.load_workbook(tmp_path / "paper.xlsx").sheetnames
    assert len(pdf_pages(tmp_path / "paper.pdf")) >= 1


# Word


def test_docx_when_opened_then_page_and_face_are_those_of_the_decree(written: Callable[[str], Path]) -> None:
    file = docx.Document(str(written(".docx")))
    main, annex = file.sections
    assert [round(length.mm) for length in (main.page_width, main.page_height)] == [210, 297]  # type: ignore[union-attr]
    margins = (main.top_margin, main.bottom_margin, main.left_margin, main.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]
    assert annex.orientation == WD_ORIENT.LANDSCAPE and round(annex.page_width.mm) == 297  # type: ignore[union-attr]
    assert file.styles["Normal"].font.name == "Times New Roman"  # type: ignore[attr-defined]
    sizes = {run.font.size.pt for one in file.paragraphs for run in one.runs if run.font.size}
    assert sizes <= {11, 12, 13, 14}
    faces = {fonts.get(qn("w:ascii")) for fonts in file.styles.element.iter(qn("w:rFonts"))}
    assert "Times New Roman" in faces


def test_docx_when_printed_then_pages_are_numbered_from_the_second_and_annexes_anew(
    written: Callable[[str], Path],
) -> None:
    main, annex = docx.Document(str(written(".docx"))).sections
    assert main.different_first_page_header_footer and annex.different_first_page_header_footer
    assert [field.get(qn("w:instr")) for field in main.header._element.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert main.first_page_header.is_linked_to_previous or not main.first_page_header.paragraphs[0].text
    assert annex.header.is_linked_to_previous
    starts = [number.get(qn("w:start")) for number in annex._sectPr.iter(qn("w:pgNumType"))]
    assert starts == ["1"] and not list(main._sectPr.iter(qn("w:pgNumType")))


def test_docx_when_read_back_then_every_cell_is_as_in_the_paper(written: Callable[[str], Path]) -> None:
    file = docx.Document(str(written(".docx")))
    head, results, closing, people = file.tables
    assert [cell.text.split("\n") for cell in head.rows[0].cells] == [
        ["BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI", "TỈNH SÓC TRĂNG", "", "Số: 05/BC-BHXH"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "Sóc Trăng, ngày 08 tháng 01 năm 2021",
        ],
    ]
    assert [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in results.rows] == [
        ["TT", "Chỉ tiêu", "Năm 2020", "Năm 2020", "Đạt"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt"],
        ["Bảo hiểm xã hội"] * 5,
        ["1", "Bắt buộc", "65.345", "65.116", "99,65%"],
        ["2", "Tự nguyện", "14.400", "14.656", "gần 102%"],
        ["Bảo hiểm y tế"] * 5,
        ["3", "Hộ gia đình", "chưa có", "1.252.098", "99,94%"],
        ["", "Số tiền", "dưới 5", "1.234.567.890", "100,00%"],
    ]
    assert closing.rows[0].cells[0].text == "Nơi nhận:\n- Như trên;\n- Lưu: VT, TH."
    assert closing.rows[0].cells[1].text.split() == ["KT.", "GIÁM", "ĐỐC", "PHÓ", "GIÁM", "ĐỐC", "Nguyễn", "Văn", "Mẫu"]
    assert len(people.rows) == 61


def test_docx_when_a_table_is_long_then_its_head_is_repeated_and_rows_stay_whole(
    written: Callable[[str], Path],
) -> None:
    people = docx.Document(str(written(".docx"))).tables[3]
    assert len(list(people.rows[0]._tr.iter(qn("w:tblHeader")))) == 1
    assert not list(people.rows[1]._tr.iter(qn("w:tblHeader")))
    assert len(list(people._tbl.iter(qn("w:cantSplit")))) == 61


def test_docx_when_read_back_then_headings_sentence_picture_and_properties_are_there(
    written: Callable[[str], Path],
) -> None:
    file = docx.Document(str(written(".docx")))
    styles = {one.text: one.style.name for one in file.paragraphs if one.style}
    assert styles["I. KẾT QUẢ"] == "Heading 1" and styles["1. Số người tham gia"] == "Heading 2"
    sentence = next(one for one in file.paragraphs if one.text.startswith("Số người tham gia"))
    assert sentence.text.replace("\u00a0", " ") == (
        "Số người tham gia BHXH bắt buộc là 65.116 người (đạt 99,65%), BHXH tự nguyện 14.656 người; "
        "bao phủ cao hơn chỉ tiêu 4,15 điểm, kinh phí 704.025 đồng."
    )
    assert [run.text for run in sentence.runs if run.bold] == ["14.656"]
    assert round(sentence.paragraph_format.first_line_indent.mm, 1) == 12.7  # type: ignore[union-attr]
    alts = [drawn.get("descr") for drawn in file.element.iter(qn("wp:docPr"))]
    assert alts == ["Huyện Kế Sách đạt 99,65% chỉ tiêu."]
    assert file.core_properties.title == "BÁO CÁO Kết quả phát triển người tham gia năm 2020"
    assert file.core_properties.author == "Bảo hiểm xã hội tỉnh Sóc Trăng"


# PDF


def test_pdf_when_printed_then_all_stands_within_the_margins_of_the_decree(written: Callable[[str], Path]) -> None:
    portrait, second, *annex = pdf_words(written(".pdf"))
    for page, width in ((portrait, 210), (second, 210), *((one, 297) for one in annex)):
        body = [word for word in page if word[2] > 15 * MM]
        assert min(left for _, left, *_ in body) >= 30 * MM - 0.5
        assert max(right for *_, right, _ in body) <= (width - 15) * MM + 0.5
        assert min(top for _, _, top, *_ in body) >= 20 * MM - 4
        assert max(bottom for *_, bottom in body) <= ((297 if width == 210 else 210) - 20) * MM + 4


def test_pdf_when_it_has_many_pages_then_numbers_stand_in_the_top_margin_from_the_second(
    written: Callable[[str], Path],
) -> None:
    pages = pdf_words(written(".pdf"))
    marks = [[word for word in page if word[4] < 20 * MM] for page in pages]
    assert [[word[0] for word in mark] for mark in marks] == [[], ["2"], [], ["2"], ["3"]]
    _, left, _, right, _ = marks[1][0]
    assert (left + right) / 2 == pytest.approx((30 + 195) / 2 * MM, abs=1)


def test_pdf_when_read_page_by_page_then_the_parts_stand_where_they_belong(written: Callable[[str], Path]) -> None:
    first, second, annex, *more = (" ".join(page.split()) for page in pdf_pages(written(".pdf")))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-BHXH",
        "Sóc Trăng, ngày 08 tháng 01 năm 2021",
        "BÁO CÁO Kết quả phát triển người tham gia năm 2020",
        "Kính gửi: - Bảo hiểm xã hội Việt Nam; - Ủy ban nhân dân tỉnh Sóc Trăng.",
        "1 Bắt buộc 65.345 65.116 99,65%",
        "Số tiền dưới 5 1.234.567.890 100,00%",
    ):
        assert words in first.replace("\u00a0", " ")
    assert "Kế Sách: 99,65%" in second, "the words of the picture"
    assert "Nơi nhận:" in second and "Nguyễn Văn Mẫu" in second
    assert annex.startswith("PHỤ LỤC Danh sách theo xã (Kèm theo Báo cáo số 05/BC-BHXH")
    assert all("TT Họ và tên Số tiền" in page for page in (annex, *more)), "the head on every page"
    assert re.findall(r"Thạch Thị Mẫu (\d+) ", " ".join((annex, *more))) == [str(n) for n in range(1, 61)]


def test_pdf_when_made_then_fonts_are_embedded_and_it_is_tagged(written: Callable[[str], Path]) -> None:
    fonts = subprocess.run(["pdffonts", written(".pdf")], capture_output=True, check=True, text=True).stdout
    lines = fonts.splitlines()[2:]
    assert [line.split("+")[1].split()[0].split("-")[0] for line in lines].count("Tinos") == 4
    assert len(lines) == 5 and any("Arimo" in line for line in lines), "the words of the picture"
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines), "embedded, subset, with its letters"
    about = subprocess.run(["pdfinfo", written(".pdf")], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"Title:\s+BÁO CÁO Kết quả phát triển người tham gia năm 2020", about)
    assert re.search(r"CreationDate:\s+Fri Jan\s+8", about)


def test_pdf_when_a_name_is_long_then_it_wraps_within_its_column(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    write_document(form((("1", LONG_NAME * 3, "9412345678"), ("2", "Lý Mẫu", "9412345679"))), path)
    assert max(right for *_, right, _ in pdf_words(path)[0]) <= (297 - 15) * MM
    assert "9412345678" in _words(path)


def test_pdf_when_a_letter_is_in_no_font_then_a_box_is_printed_and_the_paper_is_made(tmp_path: Path) -> None:
    path = tmp_path / "khmer.pdf"
    write_document(letter_of("សុខ", "Sóc Trăng ☑"), path)
    assert "Sóc Trăng" in _words(path)


def test_pdf_when_the_paper_is_a_letter_then_its_subject_stands_under_the_number(tmp_path: Path) -> None:
    head = Letterhead(
        superior="BHXH Việt Nam", issuer="BHXH tỉnh Sóc Trăng", code="BHXH-QLT", place="Sóc Trăng", is_draft=True
    )
    letter = Document(
        head=head,
        title="",
        subject="phối hợp thu",
        addressed_to=("Sở Giáo dục",),
        blocks=(Paragraph(text="Trân trọng./."),),
        signatures=(Signature(lines=("GIÁM ĐỐC",)),),
    )
    for suffix in SUFFIXES:
        write_document(letter, tmp_path / f"letter{suffix}")
    words = _words(tmp_path / "letter.pdf")
    assert (
        words.index("/BHXH-QLT")
        < words.index("V/v phối hợp thu")
        < words.index("DỰ THẢO")
        < words.index("Kính gửi: Sở")
    )
    assert (
        docx.Document(str(tmp_path / "letter.docx"))
        .tables[0]
        .rows[0]
        .cells[0]
        .text.endswith("V/v phối hợp thu\nDỰ THẢO")
    )


# Workbook and text


def test_xlsx_when_opened_then_numbers_are_numbers_in_vietnamese_dress(written: Callable[[str], Path]) -> None:
    book = openpyxl.load_workbook(written(".xlsx"))
    assert book.sheetnames == ["Báo cáo", "Phụ lục", "Số liệu"]
    sheet = book["Báo cáo"]
    row = next(row for row in sheet.iter_rows() if row[1].value == "Bắt buộc")
    assert [cell.value for cell in row] == [1, "Bắt buộc", 65_345, 65_116, 0.9965]
    assert [cell.number_format for cell in row[2:]] == [r"0\.000", r"0\.000", "[$-42A]0.00%"]
    total = next(row for row in sheet.iter_rows() if row[1].value == "Số tiền")
    assert [cell.value for cell in total[2:]] == ["dưới\u00a05", 1_234_567_890, 1]
    assert total[3].number_format == r"0\.000\.000\.000"
    assert next(row for row in sheet.iter_rows() if row[1].value == "Hộ gia đình")[2].value == "chưa có"
    assert "C" in {cell.coordinate[0] for merged in sheet.merged_cells.ranges for cell in [sheet[merged.coord][0][0]]}


def test_xlsx_when_opened_then_every_figure_is_listed_with_its_id(written: Callable[[str], Path]) -> None:
    rows = list(openpyxl.load_workbook(written(".xlsx"))["Số liệu"].iter_rows(values_only=True))
    assert rows[0] == ("Mã số liệu", "Giá trị", "Trên văn bản")
    assert ("94/compulsory/completion", 0.9965, "99,65%") in rows
    assert ("94/health/points", 4.15, "4,15\u00a0điểm") in rows
    assert len(rows) == 8


def test_xlsx_when_there_are_several_tables_then_each_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    one = REPORT.blocks[3]
    path = tmp_path / "two.xlsx"
    write_document(Document(head=None, title="BÁO CÁO", subject="Hai bảng", blocks=(one, one)), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Báo cáo", "Bảng 1", "Bảng 2", "Số liệu"]
    told = [cell.value for row in book["Báo cáo"].iter_rows() for cell in row if cell.value]
    assert "Bảng 1. Kết quả năm 2020 (trang tính “Bảng 2”)" in told


def test_xlsx_when_a_text_looks_like_a_formula_then_it_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    write_document(letter_of("=1+1", "+84 79", "0012", Run(content="@SUM(A1)")), path)
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "0012" in [cell.value for cell in cells]


def test_txt_when_written_then_one_paragraph_is_one_line_and_tables_stand_in_columns(
    written: Callable[[str], Path],
) -> None:
    lines = written(".txt").read_text("utf-8").splitlines()
    assert lines[:3] == ["BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI TỈNH SÓC TRĂNG", "Số: 05/BC-BHXH"]
    assert next(line for line in lines if line.startswith("Số người tham gia")).endswith(
        "4,15 điểm, kinh phí 704.025 đồng."
    )
    assert "1  | Bắt buộc    |   65.345 |        65.116 |   99,65%" in lines
    assert "[Huyện Kế Sách đạt 99,65% chỉ tiêu.]" in lines


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co"]), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_papers_when_they_hold_any_text_then_it_comes_back_from_word_and_no_writer_fails(texts: list[str]) -> None:
    paper = letter_of(*texts)
    kept = [re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", "", text) for text in texts]
    word = docx.Document(io.BytesIO(document_bytes(paper, ".docx")))
    assert [cell.text for cell in word.tables[0].rows[1].cells] == kept
    book = openpyxl.load_workbook(io.BytesIO(document_bytes(paper, ".xlsx")))
    assert book.worksheets[0].max_column >= len(texts)
    for suffix in (".pdf", ".txt"):
        assert document_bytes(paper, suffix)


@pytest.mark.parametrize("text", ["#panic()", "$x$ *a* _b_ `c`", "@ref <l> \\ // #import", "{{ x }} & < > \" '"])
def test_pdf_when_a_text_looks_like_markup_then_it_is_printed_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "markup.pdf"
    write_document(letter_of(text), path)
    assert " ".join(text.split()) in _words(path)


def test_figure_when_a_decimal_share_is_put_into_a_workbook_then_no_digit_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "share.xlsx"
    write_document(REPORT, path)
    values = [row[4].value for row in openpyxl.load_workbook(path)["Báo cáo"].iter_rows() if row[1].value == "Bắt buộc"]
    assert Decimal(str(values[0])) * 100 == Decimal("99.65")
