"""What a paper says, before any file: figures in print, fixed lines, merged heads, widths, the blank form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from official_papers import REPORT, RESULTS, form

from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import (
    Annex,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Run,
    Table,
    figures,
)
from baophu.reports.document.table_grid import column_widths, head_cells, letters
from baophu.reports.document.wording import (
    attached_line,
    day_words,
    figure_in_cell,
    figure_text,
    format_decimal,
    listed,
    number_line,
    plain,
)

PRINTED = [
    (Figure(value=65_116), "65.116", "65.116"),
    (Figure(value=0), "0", "0"),
    (Figure(value=-1_234), "−1.234", "−1.234"),
    (Figure(value=Decimal("99.65"), kind="percent"), "99,65%", "99,65%"),
    (Figure(value=Decimal("99.645"), kind="percent"), "99,65%", "99,65%"),
    (Figure(value=Decimal("99.65"), kind="percent", decimals=1), "99,7%", "99,7%"),
    (Figure(value=Decimal("99.65"), kind="percent", decimals=0), "100%", "100%"),
    (Figure(value=Decimal("4.15"), kind="points"), "4,15\u00a0điểm", "4,15"),
    (Figure(value=1_045_980, kind="money"), "1.045.980\u00a0đồng", "1.045.980"),
    (Figure(value=None), "chưa có dữ liệu", "chưa có"),
    (Figure(value=None, shown="dưới 5"), "dưới\u00a05", "dưới\u00a05"),
    (Figure(value=Decimal("99.94"), kind="percent", shown="gần 100%"), "gần\u00a0100%", "gần\u00a0100%"),
]


@pytest.mark.parametrize(("figure", "sentence", "cell"), PRINTED)
def test_figure_when_printed_then_as_vietnamese_papers_have_it(figure: Figure, sentence: str, cell: str) -> None:
    assert (figure_text(figure), figure_in_cell(figure)) == (sentence, cell)


def test_format_decimal_when_a_negative_number_rounds_to_nothing_then_zero_has_no_minus() -> None:
    assert format_decimal(Decimal("-0.004"), 2) == "0,00"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2021, 3, 13), "ngày 13 tháng 3 năm 2021"),
        (date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (date(2021, 1, 10), "ngày 10 tháng 01 năm 2021"),
        (date(2021, 12, 9), "ngày 09 tháng 12 năm 2021"),
    ],
)
def test_day_words_when_a_day_or_one_of_the_first_months_has_one_digit_then_zero_leads(on: date, words: str) -> None:
    assert day_words(on) == words


@pytest.mark.parametrize(
    ("number", "line"), [(5, "Số: 05/BC-BHXH"), (12, "Số: 12/BC-BHXH"), (1204, "Số: 1204/BC-BHXH")]
)
def test_number_line_when_below_ten_then_zero_leads(number: int, line: str) -> None:
    assert number_line(Letterhead(superior="", issuer="", number=number, code="BC-BHXH")) == line


def test_number_line_when_there_is_no_number_yet_then_a_gap_is_left() -> None:
    assert number_line(Letterhead(superior="", issuer="", code="BC-BHXH")) == "Số:       /BC-BHXH"


def test_listed_when_lines_end_as_they_like_then_all_are_closed_alike() -> None:
    assert listed(("Như trên;", "Phòng Thu.", "Lưu: VT")) == ("- Như trên;", "- Phòng Thu;", "- Lưu: VT.")
    assert listed(()) == ()


def test_attached_line_when_an_annex_belongs_to_a_numbered_paper_then_it_names_it() -> None:
    assert (
        attached_line(REPORT)
        == "(Kèm theo Báo cáo số 05/BC-BHXH ngày 08 tháng 01 năm 2021 của Bảo hiểm xã hội tỉnh Sóc Trăng)"
    )


def test_figures_when_asked_then_every_one_is_told_in_the_order_printed() -> None:
    told = [figure.id for figure in figures(REPORT) if figure.id]
    assert told == [
        *("94/compulsory", "94/compulsory/completion", "94/voluntary", "94/health/points", "94/money"),
        *("94/compulsory/target", "94/compulsory", "94/voluntary", "94/health"),
    ]
    assert sum(figure.kind == "money" for figure in figures(REPORT)) == 62


def test_head_cells_when_neighbours_share_a_head_then_it_is_one_and_the_others_reach_down() -> None:
    cells = [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in head_cells(RESULTS)]
    assert cells == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 2, 1, "Chỉ tiêu"),
        (0, 2, 1, 2, "Năm 2020"),
        (0, 4, 2, 1, "Đạt"),
        (1, 2, 1, 1, "Kế hoạch"),
        (1, 3, 1, 1, "Thực hiện"),
    ]


def test_head_cells_when_heads_are_named_alike_under_different_ones_then_they_stay_apart() -> None:
    columns = tuple(Column(title="n", under=(upper, "Chia ra")) for upper in ("A", "A", "B"))
    middle = [(cell.column, cell.columns) for cell in head_cells(Table(columns=columns, rows=())) if cell.row == 1]
    assert middle == [(0, 2), (2, 1)]


def test_column_widths_when_there_is_room_then_no_number_is_broken_and_the_page_is_filled() -> None:
    widths = column_widths(RESULTS, 165)
    assert sum(widths) == pytest.approx(165)
    assert widths[3] > letters("1.234.567.890") * 12 * 0.3528


def test_column_widths_when_a_width_is_given_then_it_stands_and_the_others_share_the_rest() -> None:
    columns = (Column(title="A", width_mm=20), Column(title="B"), Column(title="C"))
    widths = column_widths(Table(columns=columns, rows=(("a", "b" * 10, "c " * 60),)), 120)
    assert widths[0] == pytest.approx(20)
    assert sum(widths) == pytest.approx(120)
    assert widths[2] > widths[1]


def test_column_widths_when_no_room_is_left_then_the_table_stays_on_the_page_unless_it_may_grow() -> None:
    table = Table(columns=tuple(Column(title=str(n), kind="money") for n in range(20)), rows=(("1.234.567.890",) * 20,))
    assert sum(column_widths(table, 165)) == pytest.approx(165)
    assert sum(column_widths(table, 165, may_grow=True)) > 400


def test_blank_form_when_made_then_it_states_nothing_and_keeps_its_words() -> None:
    blank = blank_form(REPORT)
    assert figures(blank) == ()
    assert plain(blank.subject) == "Kết quả phát triển người tham gia năm ………"
    assert blank.head is not None
    assert (blank.head.number, blank.head.on, blank.head.issuer) == (None, None, "Bảo hiểm xã hội\ntỉnh Sóc Trăng")
    assert blank.signatures[0].name == "" and blank.signatures[0].lines == REPORT.signatures[0].lines
    paragraph = blank.blocks[2]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.text).startswith(
        "Số người tham gia BHXH bắt buộc là ……… người (đạt ………), BHXH tự nguyện ………"
    )
    table = blank.blocks[3]
    assert isinstance(table, Table)
    assert table.rows[1] == ("1", "Bắt buộc", "", "", "")


def test_blank_form_when_the_rows_are_data_then_empty_ones_stand_in_their_place_as_wide_as_before() -> None:
    worked = form((("1", "Thạch Thị Mẫu", "9412345678"),))
    worked_table, table = worked.blocks[0], blank_form(worked).blocks[0]
    assert isinstance(table, Table) and isinstance(worked_table, Table)
    assert len(table.rows) == 6
    assert not any(str(cell).strip() for row in table.rows if isinstance(row, tuple) for cell in row)
    assert column_widths(table, 252) == pytest.approx(column_widths(worked_table, 252))
    assert blank_form(worked).signatures[1].dated == "An Mỹ, ngày … tháng … năm …"


def test_table_when_a_row_has_another_number_of_cells_then_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Table(columns=(Column(title="A"), Column(title="B")), rows=(("a", "b"), ("a",)))
    with pytest.raises(ValueError, match="2 columns"):
        Table(columns=(Column(title="A"), Column(title="B")), rows=(), marks=("1",))


def test_document_when_heading_levels_jump_then_refused() -> None:
    with pytest.raises(ValueError, match="level 3"):
        Document(head=None, title="", subject="", blocks=(Heading(text="I"), Heading(text="a", level=3)))
    annex = Annex(title="PHỤ LỤC", subject="", blocks=(Heading(text="1", level=2),))
    with pytest.raises(ValueError, match="level 2"):
        Document(head=None, title="", subject="", blocks=(Heading(text="I"),), annexes=(annex,))


def test_picture_when_it_has_no_sentence_then_refused() -> None:
    with pytest.raises(ValueError, match="cannot see"):
        Picture(svg=b"<svg/>", alt=" ")


def test_text_when_it_holds_letters_no_file_may_hold_then_they_are_left_out() -> None:
    assert plain(("a\x00b\x0bc", Run(content="d\ud800e\nf"))) == "abcde\nf"
