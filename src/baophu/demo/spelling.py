"""What happens to a name on its way into a list: slips, lost marks, old fonts, harmless other spellings.

Pure text in, text out, with the luck passed in. Used on the few rows that the damage profile picks.
"""

from __future__ import annotations

import unicodedata

import numpy as np

_TONES = {"acute": "\u0301", "grave": "\u0300", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}
_TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_NEIGHBOURS = {"a": "s", "n": "m", "m": "n", "h": "g", "g": "h", "i": "u", "u": "i", "o": "p", "t": "r", "c": "v"}
_MOVABLE = ("oa", "oe", "uy")


def compose(text: str) -> str:
    """``text`` in composed form."""
    return unicodedata.normalize("NFC", text)


def decompose(text: str) -> str:
    """``text`` in decomposed form."""
    return unicodedata.normalize("NFD", text)


def without_marks(text: str) -> str:
    """``text`` with every Vietnamese mark gone."""
    plain = "".join(letter for letter in decompose(text) if not unicodedata.combining(letter))
    return plain.replace("đ", "d").replace("Đ", "D")


def with_look_alike(text: str) -> str:
    """``text`` with the Icelandic letter that old keyboards give for Đ."""
    return text.replace("Đ", "\u00d0")


def _word(rng: np.random.Generator, words: list[str], least: int) -> int:
    long_enough = [place for place, word in enumerate(words) if len(word) >= least]
    return long_enough[int(rng.integers(0, len(long_enough)))] if long_enough else -1


def typo(rng: np.random.Generator, name: str) -> str:
    """One slip of the keyboard in one word: a letter lost, doubled, swapped or hit beside."""
    words = name.split(" ")
    place = _word(rng, words, 3)
    if place < 0:
        return name
    word = words[place]
    at = int(rng.integers(1, len(word) - 1))
    slip = int(rng.integers(0, 4))
    if slip == 0:
        word = word[:at] + word[at + 1 :]
    elif slip == 1:
        word = word[:at] + word[at] + word[at:]
    elif slip == 2:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        word = word[:at] + _NEIGHBOURS.get(word[at], "e") + word[at + 1 :]
    words[place] = word
    return " ".join(words)


def _tone_of(word: str) -> str:
    return next((letter for letter in decompose(word) if letter in _TELEX), "")


def wrong_tone(rng: np.random.Generator, name: str) -> str:
    """Another tone, or none, on one word (hỏi for ngã most often)."""
    words = name.split(" ")
    toned = [place for place, word in enumerate(words) if _tone_of(word)]
    if not toned:
        return without_marks(name) if rng.random() < 0.5 else typo(rng, name)
    place = toned[int(rng.integers(0, len(toned)))]
    tone = _tone_of(words[place])
    swap = {_TONES["hook"]: _TONES["tilde"], _TONES["tilde"]: _TONES["hook"]}
    other = swap.get(tone, ("", _TONES["acute"], _TONES["grave"])[int(rng.integers(0, 3))])
    words[place] = compose(decompose(words[place]).replace(tone, "" if other == tone else other))
    return " ".join(words)


def telex_slip(rng: np.random.Generator, name: str) -> str:
    """A tone key left standing at the end of its word, as when the typing program is off for a moment."""
    words = name.split(" ")
    toned = [place for place, word in enumerate(words) if _tone_of(word)]
    if not toned:
        return typo(rng, name)
    place = toned[int(rng.integers(0, len(toned)))]
    tone = _tone_of(words[place])
    words[place] = compose(decompose(words[place]).replace(tone, "")) + _TELEX[tone]
    return " ".join(words)


def middle_dropped(rng: np.random.Generator, name: str) -> str:
    """The name without one of its middle words (``name`` itself when it has none)."""
    words = name.split(" ")
    if len(words) < 3:
        return name
    del words[int(rng.integers(1, len(words) - 1))]
    return " ".join(words)


def _moved_tone(word: str) -> str:
    """hòa → hoà and the like: the other school's place for the tone."""
    parts = decompose(word)
    if len(parts) >= 3 and parts[-2] in _TELEX and (parts[-3] + parts[-1]).lower() in _MOVABLE:
        return compose(parts[:-2] + parts[-1] + parts[-2])
    return word


def _other_i(word: str) -> str:
    parts = decompose(word)
    for one, two in (("y", "i"), ("Y", "I")):
        bare = "".join(letter for letter in parts if letter not in _TELEX)
        if len(bare) in (2, 3) and bare[-1] == one and bare[-2].lower() in "klmtsh":
            return compose(parts.replace(one, two))
    return word


def respelled(rng: np.random.Generator, name: str) -> str:
    """The same name in another accepted spelling, spacing, or form of its letters."""
    words = [_other_i(_moved_tone(word)) for word in name.split(" ")]
    changed = " ".join(words)
    if changed != name:
        return changed
    kind = int(rng.integers(0, 4))
    if kind == 0:
        return decompose(name)
    if kind == 1:
        return "  ".join(words)
    if kind == 2:
        return with_look_alike(name) if "Đ" in name else name + " "
    return name.replace(" ", "\u00a0", 1)
