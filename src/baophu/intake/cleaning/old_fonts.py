"""Columns in the old encodings TCVN3 and VNI → Unicode, decided per column, or per row where the file says so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from baophu.kernel.legacy import Detection, Encoding, decode_legacy, decode_tcvn3, decode_vni, detect_legacy
from baophu.kernel.syllables import VIETNAMESE_LETTERS, parse_syllable

NAME_FIELDS = frozenset({"full_name", "last_name", "first_name", "father", "mother", "guardian", "head"})

_SUSPECT_SAMPLE = 3_000
_OTHER_SAMPLE = 3_000
_LEGACY: tuple[Encoding, ...] = ("TCVN3", "VNI")
_LETTERS = "".join(sorted({c for c in VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() if not c.isascii()}))
_NOT_ASCII = r"[^\x00-\x7f]"
_SUSPECT = rf"[^\x00-\x7f{_LETTERS}]"
_WORD = re.compile(r"[^\W\d_]+")


def detect_column(values: pa.Array, *, font: str | None) -> Detection | None:
    """The old encoding of a column of text, from its distinct values and the font it is set in; None if Unicode."""
    telling = values.filter(pc.match_substring_regex(values, _NOT_ASCII))
    if not len(telling):
        return None
    # Values with letters foreign to Vietnamese come first: in a long mixed column a plain sample could miss them.
    suspects = telling.filter(pc.match_substring_regex(telling, _SUSPECT)).unique().slice(0, _SUSPECT_SAMPLE)
    sample = suspects.to_pylist() + telling.slice(0, 20 * _OTHER_SAMPLE).unique().slice(0, _OTHER_SAMPLE).to_pylist()
    found = detect_legacy(sample, fonts=[font] if font else [])
    return found if found.encoding is not None else None


def decode_column(values: pa.Array, *, font: str | None) -> tuple[pa.Array, Encoding | None]:
    """The column in Unicode, and the old encoding it was in.

    Where only some cells are in it, a cell that reads both ways stays as it is.
    """
    found = detect_column(values, font=font)
    if found is None or found.encoding is None:
        return values, None
    encoding, is_mixed = found.encoding, found.is_mixed
    return _map_distinct(values, lambda text: decode_legacy(text, encoding, is_mixed=is_mixed)), encoding


def decode_by_row(values: pa.Array, labels: pa.Array, *, font: str | None) -> tuple[pa.Array, Encoding | None]:
    """The column in Unicode: rows that ``labels`` names as it says, the others detected together."""
    for encoding in _LEGACY:
        mask = pc.fill_null(pc.equal(labels, encoding), False)
        values = pc.replace_with_mask(values, mask, _decode_labelled(values.filter(mask), encoding))
    unlabelled = pc.is_null(labels)
    rest = values.filter(unlabelled)
    if not len(rest):
        return values, None
    decoded, found = decode_column(rest, font=font)
    return pc.replace_with_mask(values, unlabelled, decoded), found


def _decode_labelled(values: pa.Array, encoding: Encoding) -> pa.Array:
    decode = decode_tcvn3 if encoding == "TCVN3" else decode_vni

    def read(text: str) -> str:
        """As the label says, unless the text is Unicode already whatever the label says."""
        careful = decode_legacy(text, encoding)
        if careful != text or text.isascii() or _is_unicode(text):
            return careful
        return decode(text)

    return _map_distinct(values, read)


def _is_unicode(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    is_wide = any(letter > "\u00ff" for letter in text)
    return is_wide or all(parse_syllable(word.lower()) is not None for word in words)


def _map_distinct(values: pa.Array, change: Callable[[str], str]) -> pa.Array:
    encoded = values.dictionary_encode()
    changed = pa.array([change(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return changed.take(encoded.indices)
