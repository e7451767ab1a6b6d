"""The name of a place taken apart: the official word before it, and a key that forgives how it was typed.

"P. 1", "phường 1" and "PHƯỜNG 01" are one; "Hòa Tú II" and "Hoà Tú 2" are one; "Xã Long Phú" and "Thị trấn Long Phú"
are two. Used by the resolver and by everything that compares places by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from baophu.kernel.text import clean_text, fold_marks

_WORDS = {
    "Xã": ("xa", "x"),
    "Phường": ("phuong", "p", "f"),
    "Thị trấn": ("thi tran", "tt"),
    "Huyện": ("huyen", "h"),
    "Thị xã": ("thi xa", "tx"),
    "Thành phố": ("thanh pho", "tp"),
    "Tỉnh": ("tinh", "t"),
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words}
_PREFIX = re.compile(rf"({'|'.join(sorted(_KIND_OF, key=len, reverse=True))})(?:[ .:]+(?=\w)|(?=\d))")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """``kind``: the official word ("Xã", "Huyện" …) or empty; ``key``: :func:`name_key` of the rest."""

    kind: str
    key: str


def name_key(text: str) -> str:
    """The name without its official word as it is compared: no marks, no spaces, numbers in plain digits."""
    words = re.findall(r"[^\W_]+", fold_marks(clean_text(text)))
    if len(words) > 1:
        words[-1] = _ROMAN.get(words[-1], words[-1])
    return "".join(word.lstrip("0") or word if word.isdigit() else word for word in words)


def split_place_name(text: str) -> PlaceName:
    """``text`` as its official word and the key of the rest; the word may be shortened ("TT. Long Phú", "P1")."""
    folded = fold_marks(clean_text(text))
    found = _PREFIX.match(folded)
    if not found:
        return PlaceName(kind="", key=name_key(folded))
    return PlaceName(kind=_KIND_OF[found[1]], key=name_key(folded[found.end() :]))
