"""The combined class list of the province (or district) as one workbook, and the truth beside it.

Stands at the end of the generator. Each line keeps its school's way of writing dates, numbers and names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.demo.cardfile import ETHNIC_NAMES, SEX_NAMES
from baophu.demo.cards import Cards
from baophu.demo.columns import (
    EXCEL_EPOCH_SHIFT,
    Bools,
    Ints,
    date_pool,
    date_text,
    day_in_month,
    digits_text,
    plain_text,
    take_text,
    years_of,
)
from baophu.demo.domain import DamageKind
from baophu.demo.lines import DATE_PATTERNS, ENCODING_NAMES, REAL_DATE, SWAPPED_DATE, Habits, Lines
from baophu.demo.places import Places
from baophu.demo.rosters import HARDSHIP_TEXTS, RosterColumns
from baophu.demo.schools import Schools
from baophu.demo.workbook import DATE_STYLE, Column, write_workbook

_MONTHS = 12


def _text_or_none(texts: Sequence[str]) -> pa.Array:
    return pa.array([text or None for text in texts], pa.string())


def class_names(lines: Lines) -> list[str]:
    """1A, 1B, … 12C; past the letter Z numbers follow."""
    names = [
        [f"{grade}{chr(65 + division % 26)}{division // 26 or ''}" for division in range(60)] for grade in range(13)
    ]
    return [
        names[grade][division] for grade, division in zip(lines.grade.tolist(), lines.division.tolist(), strict=True)
    ]


def _birth(lines: Lines, habits: Habits, text: RosterColumns) -> Column:
    """Dates as text in the school's pattern, as real dates, or (swapped) as whichever Excel made of them."""
    style = habits.dates[lines.school]
    days = text.birth_written
    real = (style == REAL_DATE) | ((style == SWAPPED_DATE) & (day_in_month(days) <= _MONTHS))
    written: pa.Array = plain_text(years_of(days), where=text.year_only & ~real)
    for place, pattern in enumerate(DATE_PATTERNS):
        here = ((style == place) | ((place == 0) & (style == SWAPPED_DATE))) & ~real & ~text.year_only
        written = pc.coalesce(written, date_text(days, date_pool(pattern), where=here))
    serial = plain_text(days + EXCEL_EPOCH_SHIFT, where=real & ~text.year_only)
    return Column(
        header="Ngày tháng năm sinh",
        width=14,
        text=_with_years(written, days, real & text.year_only),
        number=serial,
        number_style=DATE_STYLE,
    )


def _with_years(written: pa.Array, days: Ints, where: Bools) -> pa.Array:
    return pc.coalesce(written, plain_text(years_of(days), where=where))


def _number_column(header: str, values: Ints, width: int, as_numbers: Bools) -> Column:
    """An identifier as text, or as the number that Excel made of it (leading zeros gone)."""
    has = values > 0
    return Column(
        header=header,
        width=width + 4,
        text=digits_text(values, width, where=has & ~as_numbers),
        number=plain_text(values, where=has & as_numbers),
    )


def commune_text(lines: Lines, habits: Habits, places: Places, text: RosterColumns) -> pa.Array:
    """The commune with its kind, or without it in schools that leave it out."""
    return pc.if_else(
        pa.array(habits.bare_commune[lines.school]),
        take_text(places.bare, text.commune),
        take_text(places.everywhere, text.commune),
    )


def combined_columns(
    schools: Schools, lines: Lines, habits: Habits, places: Places, text: RosterColumns, classes: Sequence[str]
) -> list[Column]:
    """The columns of the combined list."""
    school, as_numbers = lines.school, habits.numbers[lines.school]
    hardship = np.where(habits.has_hardship[school] | lines.no_papers, text.hardship, 0)
    encoding = habits.encoding[school]
    count = np.arange(1, len(lines) + 1, dtype=np.int64)
    none = pa.nulls(len(lines), pa.string())
    plain = (
        ("Mã trường", 11, take_text(schools.code, school)),
        ("Tên trường", 32, take_text(schools.name, school)),
        ("Lớp", 7, _text_or_none(classes)),
        ("Mã học sinh", 13, digits_text(text.pupil_code, 10)),
        ("Họ và tên học sinh", 28, _text_or_none(text.full_name)),
    )
    family = (
        ("Họ tên cha", 26, _text_or_none(text.father)),
        ("Họ tên mẹ", 26, _text_or_none(text.mother)),
        ("Ấp/Khóm", 16, take_text(places.hamlets, np.maximum(text.hamlet, 0), where=text.hamlet >= 0)),
        ("Xã/Phường", 20, commune_text(lines, habits, places, text)),
        ("Hoàn cảnh", 18, take_text(HARDSHIP_TEXTS, hardship, where=hardship > 0)),
        ("Bảng mã", 9, take_text(ENCODING_NAMES, encoding, where=encoding > 0)),
    )
    return [
        Column(header="STT", width=8, text=none, number=plain_text(count)),
        *(Column(header=header, width=width, text=values) for header, width, values in plain),
        _birth(lines, habits, text),
        Column(header="Giới tính", width=9, text=take_text(SEX_NAMES, text.sex)),
        Column(header="Dân tộc", width=9, text=take_text(ETHNIC_NAMES, lines.ethnic)),
        _number_column("Mã số BHXH", text.si_number, 10, as_numbers),
        _number_column("Số CCCD/ĐDCN", text.personal_id, 12, as_numbers),
        *(Column(header=header, width=width, text=values) for header, width, values in family),
    ]


def write_combined(path: Path, columns: Sequence[Column], area_name: str) -> None:
    """The combined list under the title block of the education office, with its signature block."""
    count = f"{len(columns[0].text):,}".replace(",", ".")
    write_workbook(
        path,
        sheet="Danh sách",
        titles=[
            "NGÀNH GIÁO DỤC VÀ ĐÀO TẠO " + area_name.upper(),
            "DANH SÁCH HỌC SINH RÀ SOÁT THAM GIA BẢO HIỂM Y TẾ",
            "Năm học 2020 - 2021 (tính đến ngày 13/03/2021)",
        ],
        columns=columns,
        endings=[
            ["", f"Tổng cộng: {count} học sinh"],
            ["", "", "Người lập biểu", "", "", "", "", "", "Thủ trưởng đơn vị"],
            ["", "", "(Ký, ghi rõ họ tên)", "", "", "", "", "", "(Ký tên, đóng dấu)"],
        ],
    )


def damage_labels(bits: Ints) -> pa.Array:
    """The damage bits as words, one text a line."""
    kinds, places = np.unique(bits, return_inverse=True)
    return take_text([DamageKind(int(kind)).label() for kind in kinds], places.astype(np.int64))


def truth_table(
    file: Sequence[str], row: Ints, line: Ints, lines: Lines, has_card: Bools, covered: Bools, damage: Ints
) -> pa.Table:
    """One row a line of a roster: whose line it is, and what was done to it."""
    person = lines.person[line]
    known = ~lines.no_papers[line]
    inside = np.where(known, person, 0)
    return pa.table(
        {
            "file": pa.array(list(file), pa.string()).dictionary_encode(),
            "row": pa.array(row.astype(np.int32)),
            "person": pa.array(person.astype(np.int32)),
            "has_card": pa.array(known & has_card[inside]),
            "covered": pa.array(known & covered[inside]),
            "damage": damage_labels(damage[line]),
        }
    )


def card_truth(cards: Cards) -> pa.Table:
    """One row a row of the card extract: whose card it is."""
    row = np.arange(1, len(cards) + 1, dtype=np.int32)
    return pa.table({"row": pa.array(row), "person": pa.array(cards.person.astype(np.int32))})


def write_truth(table: pa.Table, path: Path) -> None:
    """Write a truth file."""
    pq.write_table(table, path, compression="zstd")
