"""Results as CSV and Parquet: the same cells, none that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from baophu.reports.review_columns import CARD_COLUMNS, OUR_COLUMNS, columns_for
from baophu.reports.review_table import result_for, without_own_columns, write_csv, write_parquet

RESULT = pa.table(
    {
        "row": pa.array([1, 2], pa.int32()),
        "verdict": ["covered", "doubtful"],
        "card_row": pa.array([5, 6], pa.int32()),
        "card_number": ["HS1", "HS2"],
        "card_group": ["HS", "GD"],
        "card_kind": ["pupil", "other_group"],
        "valid_from": pa.array([date(2021, 1, 1), date(2021, 2, 1)], pa.date32()),
        "valid_to": pa.array([date(2021, 12, 31), None], pa.date32()),
        "score": [0.9987, 0.5],
        "evidence": ['Trùng "mã số", họ tên', "=lý do"],
        "candidates": [None, "6:0.5"],
        "duplicate_of": pa.array([None, 1], pa.int32()),
    }
)


def _lines(originals: pa.Table, result: pa.Table = RESULT) -> tuple[bytes, list[list[str]]]:
    file = io.BytesIO()
    write_csv(originals, result, file)
    return file.getvalue(), list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def test_a_csv_result_when_written_then_it_has_a_byte_order_mark_and_the_head_in_the_first_line() -> None:
    content, lines = _lines(pa.table({"Họ và tên": ["Kim, An", "Dòng\nhai"]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == ["Họ và tên", *OUR_COLUMNS]
    assert lines[1][:4] == ["Kim, An", "1", "covered", "5"]
    assert lines[1][7:11] == ["2021-01-01", "2021-12-31", "0.9987", 'Trùng "mã số", họ tên']
    assert lines[2][0] == "Dòng\nhai"
    assert lines[2][10] == "'=lý do"


def test_cells_that_would_run_when_written_as_csv_then_an_apostrophe_stands_before_them() -> None:
    texts = [
        "=1",
        "+84912345678",
        "-1+1",
        "@a",
        "\tx",
        "\rx",
        "\0x",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20a",
        "-",
        "+5",
    ]
    _, lines = _lines(pa.table({"=a": texts}), RESULT.take([0] * len(texts)))
    assert lines[0][0] == "'=a"
    assert [line[0] for line in lines[1:]] == ["'" + text for text in texts]


def test_cells_that_cannot_run_when_written_as_csv_then_they_are_untouched() -> None:
    texts = ["-5", "-1.045.980", "'=1", " =1", "0012", "a=b", "", "Nguyễn"]
    _, lines = _lines(pa.table({"a": texts}), RESULT.take([0] * len(texts)))
    assert [line[0] for line in lines[1:]] == texts


def test_a_parquet_result_when_written_then_every_column_keeps_its_type() -> None:
    file = io.BytesIO()
    originals = pa.table([pa.array([1, None]), pa.array(["=a", "b"]), pa.array(["c", "d"])], names=["row", "x", "x"])
    write_parquet(originals, RESULT, file)
    table = pq.read_table(file)
    assert table.column_names == ["row (gốc)", "x", "x (2)", *OUR_COLUMNS]
    assert table["row (gốc)"].to_pylist() == [1, None]
    assert table["x"].to_pylist() == ["=a", "b"]
    assert table.select(list(OUR_COLUMNS)).equals(RESULT)


def test_a_result_for_a_school_when_prepared_then_the_card_of_a_doubtful_row_is_blank() -> None:
    kept = result_for(RESULT, "clerk")
    assert tuple(kept.column_names) == columns_for("clerk")
    assert [kept[name][1].as_py() for name in CARD_COLUMNS] == [None] * 5
    assert kept["card_number"][0].as_py() == "HS1"
    assert result_for(RESULT, "office").equals(RESULT)


def test_a_flat_result_when_given_in_again_then_our_columns_are_left_out() -> None:
    again = pa.table([pa.array(["a"])] * 14, names=["Họ và tên", "score", *OUR_COLUMNS])
    assert without_own_columns(again).column_names == ["Họ và tên", "score"]
