"""The parts of a workbook patch one by one: rows, cells, styles, head, tail."""

from __future__ import annotations

import io
from datetime import date

import pyarrow as pa
import pytest

from baophu.reports.workbook.cells import DAYS_1904, CellColumn, RowCells, header_cells
from baophu.reports.workbook.fresh import sheet_title
from baophu.reports.workbook.package import UnusualPackageError
from baophu.reports.workbook.rows import RowMarks, SheetStream, column_letters, column_number
from baophu.reports.workbook.sheet_head import patched_head
from baophu.reports.workbook.sheet_tail import Range, with_filter, without_objects
from baophu.reports.workbook.styles import Look, StyleSheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class _Dripping(io.RawIOBase):
    """A file that gives little at a time, so that every tag is cut somewhere."""

    def __init__(self, content: bytes, step: int) -> None:
        self._content, self._step = content, step

    def read(self, size: int = -1) -> bytes:
        take = len(self._content) if size < 0 else self._step
        given, self._content = self._content[:take], self._content[take:]
        return given


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_columns_when_lettered_then_letters_and_numbers_agree(letters: str, number: int) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_a_sheet_when_read_in_pieces_then_head_rows_and_tail_are_whole(step: int) -> None:
    head, tail = b"<worksheet><sheetPr/><sheetData>", b"</sheetData><pageMargins/></worksheet>"
    rows = [b'<row r="1"><c r="A1"/>', b'<row r="3"/><row r="4"><c r="A4"><v>1</v></c>']
    content = head + b"".join(row + b"</row>" for row in rows) + b'<row r="9"/>' + tail
    stream = SheetStream(_Dripping(content, step))  # type: ignore[arg-type]
    assert stream.head == head
    assert [piece for batch in stream.batches() for piece in batch] == rows
    assert stream.tail == b'<row r="9"/>' + tail
    marks = RowMarks(b"")
    assert [marks.number_of(piece, 0)[0] for piece in rows] == [1, 4]
    assert marks.number_of(b"<row/><row><c><v>1</v></c>", 7)[0] == 9


@pytest.mark.parametrize(
    "content", [b"<worksheet><sheetData><row>", b"<worksheet>", b"<sheetData><!-- a --></sheetData>"]
)
def test_a_sheet_that_is_cut_or_commented_when_read_then_it_is_called_unusual(content: bytes) -> None:
    with pytest.raises(UnusualPackageError):
        list(SheetStream(io.BytesIO(content)).batches())


def test_an_empty_sheet_when_read_then_it_has_no_rows() -> None:
    stream = SheetStream(io.BytesIO(b"<x:worksheet><x:sheetData/><x:a/></x:worksheet>"))
    assert stream.head == b"<x:worksheet><x:sheetData>"
    assert list(stream.batches()) == []
    assert stream.tail == b"</x:sheetData><x:a/></x:worksheet>"


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        (b'<c r="A1" s="2"><f>1+1</f><v>2</v></c>', b'<c r="A1" s="2"><v>2</v></c>'),
        (b'<c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f><v>2</v></c>', b'<c r="A1"><v>2</v></c>'),
        (b'<c r="A1"><f t="shared" si="0"/><v>2</v></c>', b'<c r="A1"><v>2</v></c>'),
        (
            b'<c r="A1" t="str" cm="1"><f t="array" ref="A1">X</f></c>',
            b'<c r="A1" t="inlineStr"><is><t xml:space="preserve">=X</t></is></c>',
        ),
        (b'<c r="A1" t="str"><f>IF(B1,1,&quot;&quot;)</f><v></v></c>', b'<c r="A1" t="str"><v></v></c>'),
        (
            b'<c r="A1" s="3"><f>ROW()-1</f><v /></c>',
            b'<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">=ROW()-1</t></is></c>',
        ),
        (b'<c r="A1"><f t="dataTable" ref="A1:B2" dt2D="1" r1="A1"/><v>5</v></c>', b'<c r="A1"><v>5</v></c>'),
        (
            b'<c r="A1" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>',
            b'<c r="A1" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>',
        ),
    ],
)
def test_a_formula_when_taken_out_then_its_value_stays(cell: bytes, plain: bytes) -> None:
    assert RowMarks(b"").without_formulas(cell) == plain


def test_cells_when_written_then_each_kind_of_value_has_its_form() -> None:
    table = pa.table(
        {
            "t": ["=1 <a> & \x07_x0041_", None],
            "n": pa.array([7, None], pa.int32()),
            "d": pa.array([date(1904, 1, 2), None], pa.date32()),
            "v": ["covered", "new"],
            "o": [None, "x"],
        }
    )
    columns = [
        CellColumn(name="t", column=1, style=3),
        CellColumn(name="n", column=2, style=4),
        CellColumn(name="d", column=3, style=5),
        CellColumn(name="v", column=4, style=6, coded={"covered": 9}),
        CellColumn(name="o", column=28, style=None),
    ]
    batches = list(RowCells(columns, prefix="", days=DAYS_1904).rows(table, pa.array([2, 5], pa.int32())))
    assert [numbers for numbers, _ in batches] == [[2, 5]]
    first, second = (row.decode() for row in batches[0][1])
    text = 't="inlineStr"><is><t xml:space="preserve">'
    assert first == (
        f'<c r="A2" s="3" {text}=1 &lt;a&gt; &amp; _x0007__x005F_x0041_</t></is></c><c r="B2" s="4"><v>7</v></c>'
        f'<c r="C2" s="5"><v>1</v></c><c r="D2" s="9" {text}covered</t></is></c>'
    )
    assert second == (
        f'<c r="A5" s="3"/><c r="B5" s="4"/><c r="C5" s="5"/><c r="D5" s="6" {text}new</t></is></c>'
        f'<c r="AB5" {text}x</t></is></c>'
    )


def test_a_text_longer_than_a_cell_when_written_then_it_is_cut() -> None:
    rows = RowCells([CellColumn(name="t", column=1, style=None)], prefix="").rows(
        pa.table({"t": ["ă" * 40_000]}), pa.array([1])
    )
    assert next(rows)[1][0].decode().count("ă") == 32_000


def test_header_cells_when_the_head_has_two_rows_then_the_name_stands_in_the_last() -> None:
    found = header_cells({"row": 3}, first_column=4, rows=(6, 7), prefix="x:")
    assert found == {6: b'<x:c r="D6" s="3"/>', 7: b'<x:c r="D7" s="3" t="inlineStr"><x:is><x:t>row</x:t></x:is></x:c>'}


def test_looks_when_added_to_styles_then_lists_grow_and_equal_looks_share_a_number() -> None:
    received = (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1" k="1"><font><sz val="13"/><name val="A &amp; B"/></font></fonts>'
        '<fills count="9"><fill/><fill/></fills><borders count="1"><border/></borders>'
        '<cellXfs count="2"><xf fontId="0"/><xf fontId="0"/></cellXfs></styleSheet>'
    )
    styles = StyleSheet(received.encode(), MAIN)
    first = styles.add(Look(ground="E0F0ED", number_format=';;;"Có thẻ"'))
    assert (first, styles.add(Look(ground="E0F0ED", number_format=';;;"Có thẻ"')), styles.add(Look())) == (2, 2, 3)
    content = styles.content().decode()
    assert (
        '<numFmts count="1"><numFmt numFmtId="200" formatCode=\';;;"Có thẻ"\'/></numFmts><fonts count="2" k="1">'
        in content
    )
    assert '<fills count="3">' in content
    assert '<cellXfs count="4">' in content
    assert '<sz val="13"/><color rgb="FF1B1E27"/><name val="A &amp; B"/>' in content
    assert "xfId" not in content


def test_styles_when_the_workbook_has_none_then_they_are_begun() -> None:
    styles = StyleSheet(None, MAIN)
    assert styles.add(Look()) == 1
    assert b'<cellXfs count="2">' in styles.content()


def test_styles_when_they_are_no_styles_then_the_package_is_called_unusual() -> None:
    for content in (b"<a/>", b'<styleSheet xmlns="x"><fonts count="0"></fonts></styleSheet>'):
        with pytest.raises(UnusualPackageError):
            StyleSheet(content, MAIN)


def _head(middle: str, frozen_row: int = 2) -> str:
    head = f"<worksheet>{middle}<sheetData>".encode()
    return patched_head(
        head, prefix="", last_column=4, last_row=9, first_of_ours=3, widths=(8.0, 20.5), frozen_row=frozen_row
    ).decode()


OURS = '<col min="3" max="3" width="8" customWidth="1"/><col min="4" max="4" width="20.5" customWidth="1"/>'


def test_column_widths_when_a_range_of_theirs_covers_ours_then_it_is_split_around_them() -> None:
    head = _head('<dimension ref="A1:B9"/><cols><col min="2" max="16384" hidden="1" width="5"/></cols>', 0)
    assert head == (
        '<worksheet><dimension ref="A1:D9"/><cols><col min="2" max="2" hidden="1" width="5"/>'
        f'{OURS}<col min="5" max="16384" hidden="1" width="5"/></cols><sheetData>'
    )


def test_a_head_without_a_view_when_patched_then_it_gets_one_that_freezes_the_head() -> None:
    pane = '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
    assert _head("<sheetPr/><sheetFormatPr/>") == (
        f'<worksheet><sheetPr/><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><sheetFormatPr/>'
        f"<cols>{OURS}</cols><sheetData>"
    )
    view = '<sheetViews><sheetView tabSelected="1" topLeftCell="A9" workbookViewId="0"{0}</sheetViews>'
    kept = f'<sheetView workbookViewId="0">{pane}</sheetView>'
    assert kept in _head(view.format("/>"))
    assert kept in _head(view.format('><selection activeCell="A1"/></sheetView>'))


def test_a_head_with_panes_when_patched_then_they_stay() -> None:
    pane = '<sheetViews><sheetView workbookViewId="0"><pane xSplit="2" state="frozen"/></sheetView></sheetViews>'
    assert pane in _head(pane)
    assert "pane" not in _head("", frozen_row=40)


def test_a_filter_when_set_then_conditions_on_the_same_head_stay_and_others_go() -> None:
    tail = b'</sheetData><sheetProtection sheet="1"/>%s<mergeCells/></worksheet>'
    wanted = Range(left=1, top=5, right=20, bottom=90)
    kept = tail % b'<autoFilter ref="B5:G80"><filterColumn colId="1"/></autoFilter>'
    assert with_filter(kept, "", wanted)[0] == tail % b'<autoFilter ref="B5:T90"><filterColumn colId="1"/></autoFilter>'
    for old in (b"", b'<autoFilter ref="A1:G80"><filterColumn colId="1"/></autoFilter>', b'<autoFilter ref="A5:G80"/>'):
        written, block = with_filter(tail % old, "", wanted)
        assert written == tail % b'<autoFilter ref="A5:T90"></autoFilter>'
        assert block.absolute == "$A$5:$T$90"


def test_objects_when_a_sheet_has_them_then_they_are_taken_out() -> None:
    tail = b"</sheetData><oleObjects><oleObject/></oleObjects><controls><control/></controls><tableParts/>"
    assert without_objects(tail, "") == b"</sheetData><tableParts/>"


def test_sheet_names_when_they_are_forbidden_or_taken_then_they_are_put_right() -> None:
    assert sheet_title("1/A", []) == "1 A"
    assert sheet_title("", []) == "Danh sách"
    assert sheet_title("a" * 40, ["A" * 31]) == "a" * 27 + " (2)"
