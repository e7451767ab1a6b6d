"""Vietnamese text at the edge: cleaned once on the way in, folded for comparing.

Everything typed by a person passes :func:`clean_text` before it is stored; headers are compared by
:func:`header_key`. The soft hyphen U+00AD is kept, since it is the letter ư of the old TCVN3 fonts: only
:mod:`baophu.kernel.legacy` may turn it into one, and :func:`drop_soft_hyphens` removes what is left afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from baophu.kernel.syllables import VIETNAMESE_LETTERS, parse_syllable

_PLAIN_CHARACTERS = "".join(chr(code) for code in range(0x21, 0x7F)) + VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper()
_NEEDS_CLEANING = re.compile("[^ " + re.escape(_PLAIN_CHARACTERS) + "]|  |^ | $|_x000[0-9A-Fa-f]_")

_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u180e\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u034f"
)
_LOOK_ALIKES: dict[int, str] = {
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(wrong): right for wrong, right in zip("ÐðƉɖǍǎ", "ĐđĐđĂă", strict=True)},
}
_OTHER_ALPHABETS = dict(
    zip(
        map(ord, "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"),
        "ABEKMHOPCTYXIJSaeopcyxijsdhqw" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_OTHER_ALPHABET = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_EXCEL_CONTROL = re.compile(r"_x000[0-9A-Fa-f]_")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FOLDED = str.maketrans(
    {
        letter: "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        for letter in VIETNAMESE_LETTERS
        if not letter.isascii()
    }
)


def clean_text(s: str) -> str:
    """``s`` as it is stored: NFC, look-alike letters mapped, odd spaces made plain, invisible characters gone.

    Letters are never guessed, the letter case stays, and so does U+00AD. Doing it twice changes nothing.
    """
    if not _NEEDS_CLEANING.search(s):
        return s
    text = unicodedata.normalize("NFC", s)
    text = unicodedata.normalize("NFC", _CONTROLS.sub(" ", _EXCEL_CONTROL.sub(" ", text)).translate(_LOOK_ALIKES))
    if _OTHER_ALPHABET.search(text) and _LATIN.search(text):
        text = unicodedata.normalize("NFC", " ".join(_latin_word(word) for word in text.split()))
    return " ".join(text.split())


def _latin_word(word: str) -> str:
    """``word`` with Cyrillic and Greek look-alikes as Latin letters, unless a letter of it looks like no Latin one."""
    mapped = word.translate(_OTHER_ALPHABETS)
    return word if _OTHER_ALPHABET.search(mapped) else mapped


def drop_soft_hyphens(s: str) -> str:
    """``s`` without U+00AD; only for text that is known not to be in a legacy encoding."""
    return s.replace("\u00ad", "")


def fold_marks(s: str) -> str:
    """``s`` in lower case without any diacritic, đ as d."""
    text = s.lower()
    if text.isascii():
        return text
    text = text.translate(_FOLDED)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLDED)


def header_key(s: str) -> str:
    """What a column header is compared by: letters and digits only, no marks, nothing in brackets.

    A header that stands wholly in brackets keeps its text.
    """
    text = clean_text(s)
    outside = _BRACKETS.sub(" ", text)
    key = _letters_and_digits(outside)
    return key or _letters_and_digits(text)


def _letters_and_digits(s: str) -> str:
    return "".join(filter(str.isalnum, fold_marks(drop_soft_hyphens(s))))


@lru_cache(maxsize=1 << 16)
def place_tone_in_word(word: str) -> str:
    """One word (letters only, NFC) with its tone mark where the dictionary puts it; other words unchanged."""
    lower = word.lower()
    syllable = parse_syllable(lower)
    if syllable is None or syllable.tone == 0:
        return word
    placed = syllable.spelling
    if word == lower:
        return placed
    return "".join(p.upper() if o.isupper() else p for p, o in zip(placed, word, strict=True))


_WORD = re.compile(r"[^\W\d_]+")


def place_tone(s: str) -> str:
    """Every Vietnamese syllable of ``s`` with its tone mark in one place: hoà → hòa, thuý → thúy, hoàn stays.

    Words that are no Vietnamese syllables (Khmer, foreign) are untouched. Expects NFC.
    """
    if s.isascii():
        return s
    return _WORD.sub(lambda match: place_tone_in_word(match.group()), s)
