"""Notes on single cells told in one sentence a column, so that nobody has to open a file to learn of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from baophu.intake.cleaning.distinct import Problem
from baophu.intake.cleaning.reasons import READ_ANYWAY, summary_vi
from baophu.kernel.fields import FIELD_BY_NAME, masked

_SHOWN_WHOLE = frozenset({"partial_date", "date", "sex", "integer", "money"})
_LONGEST_EXAMPLE = 60
_DIGITS_OF_A_NUMBER = 6
_NAMES = frozenset(name for name, spec in FIELD_BY_NAME.items() if spec.kind == "name")


def note_warnings(notes: Sequence[Problem], *, headers: Mapping[str, str], keys: pa.Table) -> list[str]:
    """One warning for each column with cells that could not be read as they stand: how many, and the first of them.

    ``keys`` holds ``sheet`` and ``source_row`` of every data row. Numbers that name a person are masked.
    """
    groups: dict[tuple[str, str], list[Problem]] = {}
    for note in notes:
        code = note.code if note.code in READ_ANYWAY else "unreadable"
        groups.setdefault((note.field, code), []).append(note)
    has_sheets = len(keys.column("sheet").unique()) > 1
    warnings = []
    for (field, code), found in groups.items():
        first = found[0]
        example = f"“{_shown(first)}”, {_place(first, keys, has_sheets=has_sheets)}"
        warnings.append(f"Cột “{headers.get(field, field)}”: {summary_vi(code, count=len(found), example=example)}")
    return warnings


def _shown(note: Problem) -> str:
    spec = FIELD_BY_NAME.get(note.field)
    names_nobody = sum(map(str.isdigit, note.value)) < _DIGITS_OF_A_NUMBER and note.field not in _NAMES
    is_whole = spec is None or spec.kind in _SHOWN_WHOLE or names_nobody or note.code == "excel_error"
    value = note.value if spec is None or is_whole else masked(spec, note.value) or ""
    return value if len(value) <= _LONGEST_EXAMPLE else value[: _LONGEST_EXAMPLE - 1] + "…"


def _place(note: Problem, keys: pa.Table, *, has_sheets: bool) -> str:
    row = f"hàng {keys.column('source_row')[note.place].as_py()}"
    return f"trang “{keys.column('sheet')[note.place].as_py()}” {row}" if has_sheets else row
