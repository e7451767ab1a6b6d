"""What happens to a spelling on its way into a file: marks lost, letters slipped, tones placed the other way."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

_PLAIN_D = str.maketrans("đĐ", "dD")
_OTHER_TONE = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ",
    "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_TONE_END = re.compile(rf"(?<![qQ])({'|'.join(_OTHER_TONE)})\b", re.IGNORECASE)
_I_FOR_Y = {
    "Mỹ": "Mĩ",
    "Lý": "Lí",
    "Quý": "Quí",
    "Kỳ": "Kì",
    "Sĩ": "Sỹ",
    "Vĩ": "Vỹ",
    "Thy": "Thi",
    "Ly": "Li",
}
_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_NEAR = {
    "i": "y",
    "y": "i",
    "a": "ă",
    "ă": "a",
    "o": "ô",
    "ô": "o",
    "n": "ng",
    "t": "c",
    "c": "t",
    "h": "g",
    "u": "ư",
}


def unmark(text: str) -> str:
    """The text without any mark: Đỗ Thị Thủy → Do Thi Thuy."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return plain.translate(_PLAIN_D)


def other_tone_place(text: str) -> str:
    """The tone on the other vowel of an open oa, oe, uy: Hòa → Hoà."""

    def swap(found: re.Match[str]) -> str:
        other = _OTHER_TONE[found[0].lower()]
        return other.upper() if found[0].isupper() else other

    return _TONE_END.sub(swap, text)


def other_i_y(text: str) -> str:
    """Mỹ → Mĩ and the like, on the syllables where both are written."""
    return " ".join(_I_FOR_Y.get(word, word) for word in text.split(" "))


def telex_slip(text: str, rng: np.random.Generator) -> str:
    """One word left as the keys typed it: Hường → Huwowngf (the editor was off)."""
    words = text.split(" ")
    at = int(rng.integers(len(words)))
    parts = unicodedata.normalize("NFD", words[at])
    tone = "".join(_TONES[letter] for letter in parts if letter in _TONES)
    toneless = unicodedata.normalize("NFC", "".join(letter for letter in parts if letter not in _TONES))
    words[at] = "".join(_keys(letter) for letter in toneless) + tone
    return " ".join(words)


def _keys(letter: str) -> str:
    keys = _TELEX.get(letter.lower(), letter.lower())
    return keys.capitalize() if letter.isupper() else keys


def typo(text: str, rng: np.random.Generator) -> str:
    """One slip in one word: a letter lost, doubled, swapped, nearly right, or a tone lost."""
    words = text.split(" ")
    at = int(rng.integers(len(words)))
    word = words[at]
    spot, kind = int(rng.integers(len(word))), int(rng.integers(5))
    if kind == 0 and len(word) > 2:
        word = word[:spot] + word[spot + 1 :]
    elif kind == 1 and spot + 1 < len(word):
        word = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
    elif kind == 2:
        word = word[: spot + 1] + word[spot:]
    elif kind == 3:
        word = word[:spot] + _NEAR.get(word[spot], unmark(word[spot])) + word[spot + 1 :]
    else:
        word = unmark(word)
    words[at] = word
    return " ".join(words)


def drop_middle(text: str, rng: np.random.Generator) -> str:
    """One middle word left out (Thị, Văn first of all); a name of two words stays."""
    words = text.split(" ")
    if len(words) < 3:
        return text
    usual = [at for at, word in enumerate(words[1:-1], 1) if word.lower() in ("thị", "văn")]
    del words[usual[0] if usual else int(rng.integers(1, len(words) - 1))]
    return " ".join(words)


def given_first(text: str) -> str:
    """The given name put before the family name."""
    words = text.split(" ")
    return " ".join([words[-1], *words[:-1]])


def drop_thi_van(text: str) -> str:
    """Thị and Văn left out wherever a name has more than two words."""
    words = text.split(" ")
    kept = [word for at, word in enumerate(words) if at in (0, len(words) - 1) or word not in ("Thị", "Văn")]
    return " ".join(kept if len(kept) > 1 else words)


class Slips:
    """The slips of this module bound to one random generator, for callers that work a row at a time."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def typo(self, text: str) -> str:
        """See :func:`typo`."""
        return typo(text, self._rng)

    def telex(self, text: str) -> str:
        """See :func:`telex_slip`."""
        return telex_slip(text, self._rng)

    def drop_middle(self, text: str) -> str:
        """See :func:`drop_middle`."""
        return drop_middle(text, self._rng)
