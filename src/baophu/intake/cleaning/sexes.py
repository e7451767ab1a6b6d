"""The sex column: how it is marked is decided sheet by sheet, since classes of one file mark it differently.

An X or a blank means what the header of its own sheet says; only 1 and 0 are one custom of the whole file. A sheet that
says nothing of its own (all boys under "Nữ") follows the sheets with the same header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from baophu.intake.cleaning.distinct import Clean, CleanColumn, Outcome, clean_distinct
from baophu.kernel.fields import match_header
from baophu.kernel.legacy import decode_legacy
from baophu.kernel.sex import SexCoding, decide_sex_coding, parse_sex, read_sex
from baophu.kernel.text import header_key

_NUMBERS = ("one_male", "one_female")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSexes:
    """The sex cells of one sheet under its own header; no header where the sheet has no such column."""

    sheet: str
    header: str
    values: pa.Array


@dataclass(frozen=True, slots=True, kw_only=True)
class SexColumn:
    """A read sex column and what was decided about its marks, in words."""

    column: CleanColumn
    warnings: tuple[str, ...]


def read_sexes(parts: Sequence[SheetSexes]) -> SexColumn:
    """Read the sex of every row, given sheet by sheet."""
    parts = [replace(part, header=_unicode(part.header)) for part in parts]
    codings = _codings(parts)
    pieces: list[CleanColumn] = []
    start = 0
    for part, coding in zip(parts, codings, strict=True):
        piece = _read(part, coding)
        pieces.append(
            CleanColumn(values=piece.values, problems=[replace(one, place=one.place + start) for one in piece.problems])
        )
        start += len(part.values)
    column = CleanColumn(
        values=pieces[0].values if len(pieces) == 1 else pa.concat_arrays([piece.values for piece in pieces]),
        problems=[problem for piece in pieces for problem in piece.problems],
    )
    return SexColumn(column=column, warnings=tuple(_warnings(parts, codings)))


def _unicode(header: str) -> str:
    """A header in an old font as Unicode, where that makes it one of ours."""
    readings = (header, decode_legacy(header, "TCVN3"), decode_legacy(header, "VNI"))
    return next((reading for reading in readings if "sex" in match_header(reading)), header)


def _codings(parts: Sequence[SheetSexes]) -> list[SexCoding]:
    texts = [part.values.unique().to_pylist() for part in parts]
    own = [decide_sex_coding(found, part.header) for part, found in zip(parts, texts, strict=True)]
    together: dict[str, list[str]] = {}
    for part, found in zip(parts, texts, strict=True):
        together.setdefault(header_key(part.header), []).extend(found)
    for place, (part, found) in enumerate(zip(parts, texts, strict=True)):
        if part.header and own[place].name == "words" and not any(map(parse_sex, found)):
            own[place] = decide_sex_coding(together[header_key(part.header)], part.header)
    declared = {coding.name for coding in own if coding.name in _NUMBERS and not coding.is_doubtful}
    if len(declared) != 1:
        return own
    said = SexCoding(name=declared.pop())
    return [said if coding.name in _NUMBERS and coding.is_doubtful else coding for coding in own]


def _read(part: SheetSexes, coding: SexCoding) -> CleanColumn:
    column = clean_distinct(part.values, _reader(coding), field="sex")
    of_blank = read_sex("", coding) if part.header else None
    if of_blank is None:
        return column
    is_blank = pc.invert(pc.match_substring_regex(part.values, r"\S"))
    return CleanColumn(values=pc.if_else(is_blank, of_blank, column.values), problems=column.problems)


def _reader(coding: SexCoding) -> Clean:
    def read(text: str) -> Outcome:
        sex = read_sex(text, coding)
        return (sex, None) if sex is not None else (None, "sex_unreadable" if text.strip(" -.?/") else None)

    return read


def _warnings(parts: Sequence[SheetSexes], codings: Sequence[SexCoding]) -> list[str]:
    """What was decided, once for each header; the sheets are named where they differ."""
    sheets: dict[tuple[str, str], dict[str, None]] = {}
    for part, coding in zip(parts, codings, strict=True):
        if part.header and coding.name != "words":
            sheets.setdefault((part.header, coding.reason_vi), {})[part.sheet] = None
    is_one = len({coding for part, coding in zip(parts, codings, strict=True) if part.header}) == 1
    return [
        f"Cột “{header}”: {reason}"
        if is_one
        else f"Trang {', '.join(f'“{name}”' for name in names)}, cột “{header}”: {reason}"
        for (header, reason), names in sheets.items()
    ]
