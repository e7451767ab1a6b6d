"""Applies a plain function to the distinct values of a column; well-formed values, told by a pattern, skip it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Outcome = tuple[str | None, str | None]
Clean = Callable[[str], Outcome]

# What a spreadsheet shows, and a CSV saved from it keeps, where a formula failed.
EXCEL_ERRORS = frozenset({
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
    "#BLOCKED!",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One cell that could not be read: its place among the rows (from 0), field, text and the code of the reason."""

    place: int
    field: str
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanColumn:
    """A cleaned column (text, null where unknown) and the cells that could not be read."""

    values: pa.Array
    problems: list[Problem]


def clean_distinct(values: pa.Array, clean: Clean, *, field: str, well_formed: str | None = None) -> CleanColumn:
    """Clean a text column. ``clean`` gives (value, code of the problem); empty cells are null and no problem.

    ``well_formed`` is an RE2 pattern of whole values that ``clean`` would leave as they are.
    """
    values = pc.fill_null(values, "")
    is_blank = pc.equal(values, "")
    base = pc.if_else(is_blank, pa.scalar(None, pa.string()), values)
    needs = pc.invert(is_blank)
    if well_formed is not None:
        is_well_formed = pc.match_substring_regex(values, f"^(?:{well_formed})$")
        needs = pc.and_not(needs, pc.and_not(is_well_formed, pc.starts_with(values, "#")))
    encoded = values.filter(needs).dictionary_encode()
    if len(encoded) == 0:
        return CleanColumn(values=base, problems=[])
    texts = encoded.dictionary.to_pylist()
    outcomes = [clean(text) if text.strip() not in EXCEL_ERRORS else (None, "excel_error") for text in texts]
    cleaned = pa.array([value for value, _ in outcomes], pa.string()).take(encoded.indices)
    base = pc.replace_with_mask(base, needs, cleaned)
    return CleanColumn(values=base, problems=_problems(outcomes, texts, encoded, needs, field))


def _problems(
    outcomes: list[Outcome], texts: list[str], encoded: pa.DictionaryArray, needs: pa.Array, field: str
) -> list[Problem]:
    is_bad = np.array([code is not None for _, code in outcomes], dtype=bool)
    if not is_bad.any():
        return []
    indices = encoded.indices.to_numpy()
    places = np.flatnonzero(needs.to_numpy(zero_copy_only=False))
    bad = np.flatnonzero(is_bad[indices])
    return [
        Problem(place=int(places[one]), field=field, value=texts[indices[one]], code=outcomes[indices[one]][1] or "")
        for one in bad
    ]
