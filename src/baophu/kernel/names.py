"""Names of people: their parts, the keys they are compared by, the order they are sorted in.

Linkage standardises each distinct spelling once with :func:`name_key` and :func:`name_plain`; what is stored and shown
keeps the spelling of the source. Keys forget only what never tells two people apart: letter case, where the tone mark
stands, i for y as the only vowel, punctuation. Huỳnh and Hoàng are two names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from baophu.kernel.keystrokes import decode_keystrokes, may_hold_keystrokes
from baophu.kernel.syllables import TONE_OF, TONELESS, VIETNAMESE_LETTERS
from baophu.kernel.text import clean_text, drop_soft_hyphens, fold_marks, place_tone_in_word

_LETTERS = "a-zA-Z" + "".join(c for c in VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() if not c.isascii())
_UNUSUAL = re.compile(f"[^{_LETTERS} ]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_IN_NAMES = re.compile(r"[^\w]|_")
_ONLY_VOWEL_Y = re.compile(r"(?:qu|[^aeiouy]*)y")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name as Vietnamese people sort it: family name, everything between, the last word."""

    surname: str
    middle: str
    given: str


def name_parts(s: str) -> NameParts:
    """The parts of a name; a name of one word is a given name only."""
    words = s.split()
    if len(words) < 2:
        return NameParts(surname="", middle="", given="".join(words))
    return NameParts(surname=words[0], middle=" ".join(words[1:-1]), given=words[-1])


def has_marks(s: str) -> bool:
    """Whether any letter of ``s`` carries a diacritic (đ counts)."""
    return not s.isascii() and fold_marks(s) != s.lower()


def name_key(s: str) -> str:
    """The marked key of a name: lower case, NFC, tones placed, i for y as the only vowel, no punctuation.

    Two spellings of one name get one key; two names never do because of spelling rules alone. Doing it twice changes
    nothing.
    """
    if _UNUSUAL.search(s):
        s = _without_punctuation(s)
    lower = s.lower()
    words = lower.split()
    if may_hold_keystrokes(lower):
        words = decode_keystrokes(words)
    return " ".join(map(_word_key, words))


def _without_punctuation(s: str) -> str:
    text = unicodedata.normalize("NFC", drop_soft_hyphens(clean_text(s)).lower())
    outside = _BRACKETED.sub(" ", text)
    text = outside if _NOT_IN_NAMES.sub("", outside) else text
    kept = _NOT_IN_NAMES.sub(" ", _APOSTROPHES.sub("", text))
    return clean_text(kept)


@lru_cache(maxsize=1 << 16)
def _word_key(word: str) -> str:
    placed = place_tone_in_word(word)
    if not _ONLY_VOWEL_Y.fullmatch(_plain_word(placed)):
        return placed
    return placed[:-1] + "iìỉĩíị"[TONE_OF.get(placed[-1], 0)]


@lru_cache(maxsize=1 << 16)
def _plain_word(word: str) -> str:
    return fold_marks(word)


def name_plain(s: str) -> str:
    """:func:`name_key` without marks: good for proposing a match, never enough for accepting one."""
    key = name_key(s)
    return key if key.isascii() else " ".join(map(_plain_word, key.split()))


def display_name(s: str) -> str:
    """A name for the screen: Title Case where it was typed in one case only, otherwise as typed."""
    text = clean_text(s)
    if text != text.upper() and text != text.lower():
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), text)


def sort_key(s: str) -> str:
    """What names are sorted by: given name, then middle, then family name; letters first, then tones.

    a ă â b c d đ e ê …, tones ngang huyền hỏi ngã sắc nặng. The key is printable text that compares by code point, so
    that a database sorts by it as well.
    """
    words = clean_text(s).lower().split()
    ordered = words[-1:] + words[1:-1] + (words[:1] if len(words) > 1 else [])
    return " ".join(map(_word_sort_key, ordered))


@lru_cache(maxsize=1 << 16)
def _word_sort_key(word: str) -> str:
    placed = place_tone_in_word(word)
    letters = "".join(_RANK.get(TONELESS.get(c, c), c) for c in placed)
    tones = "".join(str(TONE_OF[c]) for c in placed if c in TONE_OF)
    return f"{letters} {tones}"
