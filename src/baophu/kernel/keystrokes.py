"""Names typed while the Vietnamese keyboard was off: "Nguyeenx Thij Hoaf" (Telex), "Nguye6n4 Thi5 Hoa2" (VNI keys).

Used by :mod:`baophu.kernel.names` for keys only. Undone only where nothing else can be meant: every word of the name is
a plain Vietnamese syllable or becomes one, and one word holds a letter key together with a tone key, or two words
change. A Khmer or foreign name fails the first test and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from baophu.kernel.syllables import parse_syllable

_MAY_HOLD = re.compile(r"[a-z](?:[0-9]|[sfrxjw]\b)|aa|ee|oo|dd|[aou]w")
_TELEX_TONES = {"f": 1, "r": 2, "x": 3, "s": 4, "j": 5}
_VNI_TONES = {"2": 1, "3": 2, "4": 3, "1": 4, "5": 5}
_TELEX_LETTERS = ("uwow=ươ", "uow=ươ", "dd=đ", "aa=â", "ee=ê", "oo=ô", "aw=ă", "ow=ơ", "uw=ư")
_VNI_LETTERS = ("u7o7=ươ", "uo7=ươ", "d9=đ", "a6=â", "e6=ê", "o6=ô", "a8=ă", "o7=ơ", "u7=ư")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    spelling: str
    is_changed: bool
    is_certain: bool


def may_hold_keystrokes(lower: str) -> bool:
    """Whether a lower-case name is worth a try: plain ASCII with a sequence that a keyboard would have turned."""
    return lower.isascii() and _MAY_HOLD.search(lower) is not None


def decode_keystrokes(words: list[str]) -> list[str]:
    """The words of one lower-case ASCII name with keystrokes undone, or the same words where that is not certain."""
    decoded = [one for one in map(_decode_word, words) if one is not None]
    changed = [one for one in decoded if one.is_changed]
    if len(decoded) < len(words) or not (len(changed) > 1 or any(one.is_certain for one in changed)):
        return words
    return [one.spelling for one in decoded]


@lru_cache(maxsize=1 << 16)
def _decode_word(word: str) -> _Decoded | None:
    """The syllable that ``word`` is or was typed as; None if it is neither."""
    if parse_syllable(word) is not None:
        return _Decoded(spelling=word, is_changed=False, is_certain=False)
    if re.search("[0-9]", word):
        bare, tone = _split_vni_tone(word)
        letters = _VNI_LETTERS
    else:
        bare, tone = (word[:-1], _TELEX_TONES[word[-1]]) if word[-1] in _TELEX_TONES else (word, 0)
        letters = _TELEX_LETTERS
    shaped = bare
    for keys, _, letter in (pair.partition("=") for pair in letters):
        shaped = shaped.replace(keys, letter)
    syllable = parse_syllable(shaped)
    if syllable is None:
        return None
    toned = replace(syllable, tone=tone)
    if not toned.has_pronounceable_tone:
        return None
    return _Decoded(spelling=toned.spelling, is_changed=True, is_certain=shaped != bare and tone > 0)


def _split_vni_tone(word: str) -> tuple[str, int]:
    """``word`` without its one tone digit, and that tone; a word with two tone digits stays as it is."""
    digits = re.findall("[1-5]", word)
    if len(digits) != 1:
        return word, 0
    return word.replace(digits[0], ""), _VNI_TONES[digits[0]]
