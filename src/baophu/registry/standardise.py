"""Standardised columns of a snapshot: computed once, in Python, over distinct values; engines only compare.

``rows.parquet`` of a snapshot goes in; ``standard.parquet`` comes out, row by row, with match keys for spellings.
A better rule raises :data:`STANDARD_VERSION` and writes a new file beside the old one: a snapshot is never edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import pyarrow as pa

from baophu.areas.domain import split_place_name
from baophu.kernel.names import has_marks, name_key, name_parts, name_plain
from baophu.kernel.text import fold_marks, header_key

STANDARD_VERSION = "11"

NAME_COLUMNS = ("name", "plain", "given_plain", "family", "middle", "tokens", "letters", "with_y", "marked")
_ANY_Y = re.compile("[yỳýỷỹỵYỲÝỶỸỴ]")
_CLASS_LETTERS = frozenset("abcde")
_MARK_BITS = 20  # words that may carry a bit each; above them the mark, below 64
_AFTER_PLACE = re.compile(r"[,;(]| - ")


def standard_name(text: str) -> tuple[str, str, str, str, str, str, str, int, bool]:
    """One full name as its match keys, in the order of :data:`NAME_COLUMNS`.

    ``name`` keeps the marks, ``plain`` has none; ``family`` and ``middle`` are without marks; ``tokens`` are the words
    of ``plain`` sorted, for names in another order; ``letters`` its letters sorted, for letters that changed places or a
    missing space; ``with_y`` has bit *i* set where word *i* is written with a final y, since keys do not tell Vy from
    Vi, and twins are called so; the bits above hold the letter or number that was taken off, or Bé A and Bé B of one home
    would be one person.
    """
    whole = name_key(text)
    key = _without_class_letter(whole)
    plain = name_plain(text) if key == whole else _without_class_letter(name_plain(text))  # Ê is a name, e a letter
    plain_parts = name_parts(plain)
    words = plain.split()
    return (
        key,
        plain,
        plain_parts.given,
        plain_parts.surname,
        plain_parts.middle,
        " ".join(sorted(words)),
        "".join(sorted("".join(words))),
        _words_with_y(text) | (_class_mark(whole) << _MARK_BITS if key != whole else 0),
        has_marks(key),
    )


def _without_class_letter(key: str) -> str:
    """The key without what a school puts behind two namesakes of a class: Ngọc Diễm A, Ngọc Diễm 2."""
    words = key.split()
    if len(words) > 3 and (words[-1] in _CLASS_LETTERS or words[-1].isdecimal()):
        return " ".join(words[:-1])
    return key


def _class_mark(key: str) -> int:
    last = key.split()[-1]
    return 1 + int(last) % 50 if last.isdecimal() else 51 + ord(last) - ord("a")


def _words_with_y(text: str) -> int:
    if not _ANY_Y.search(text):
        return 0
    words = fold_marks(text).split()[:_MARK_BITS]
    return sum(1 << place for place, word in enumerate(words) if word.endswith("y"))


def names_table(values: Sequence[str]) -> pa.Table:
    """Match keys of distinct full names: one row a value, column ``value`` and :data:`NAME_COLUMNS`."""
    columns: list[Sequence[object]] = list(zip(*map(standard_name, values), strict=True)) if values else [()] * 9
    types = [pa.string()] * 7 + [pa.int32(), pa.bool_()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.table([pa.array(values, pa.string()), *arrays], names=["value", *NAME_COLUMNS])


def keys_table(values: Sequence[str], key: Callable[[str], str | None]) -> pa.Table:
    """Match keys of distinct values: columns ``value`` and ``key`` (null where there is nothing to compare)."""
    return pa.table(
        [pa.array(values, pa.string()), pa.array([key(value) or None for value in values], pa.string())],
        names=["value", "key"],
    )


def place_key(text: str) -> str | None:
    """A commune as it can be compared: without its official word, marks and number style, and without what follows it.

    "Xã Hòa Tú 2", "hoà tú ii" and "Hòa Tú II, Mỹ Xuyên" are one. Communes of one name in two districts share a key: how
    common a key is, is counted when it is compared.
    """
    return split_place_name(_AFTER_PLACE.split(text, maxsplit=1)[0]).key or None


def hamlet_key(text: str) -> str | None:
    """A hamlet (ấp, khóm, tổ) as it can be compared."""
    words = [word for word in fold_marks(text).replace(".", " ").split() if word not in {"ap", "khom", "thon", "to"}]
    return "".join(words) or None


def code_key(text: str) -> str | None:
    """An opaque code (household, school, pupil) as it can be compared: letters and digits only."""
    return text.lower() if text.isascii() and text.isalnum() else header_key(text) or None


@cache
def _phone_digits(text: str) -> str | None:
    digits = "".join(letter for letter in text if letter.isdigit())
    return digits[-9:] if len(digits) >= 9 else None


def phone_key(text: str) -> str | None:
    """A phone number as it can be compared: its last nine digits."""
    return _phone_digits(text)


KEY_OF_FIELD: dict[str, Callable[[str], str | None]] = {
    "commune": place_key,
    "hamlet": hamlet_key,
    "household_code": code_key,
    "father": name_plain,
    "mother": name_plain,
    "guardian": name_plain,
    "phone": phone_key,
    "school": code_key,
    "class_name": code_key,
}
