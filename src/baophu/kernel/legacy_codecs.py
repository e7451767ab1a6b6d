"""The two 8-bit encodings that offices typed in before Unicode: TCVN3 (ABC fonts, .Vn…) and VNI (VNI-… fonts).

Text of either reaches us as Latin-1 letters ("NguyÔn V¨n An", "Nguyeãn Vaên An"). The tables here are our own: 74 TCVN3
codes, 134 VNI letters. Which encoding a column is in is decided by :mod:`baophu.kernel.legacy`; the encoders exist for
tests and for showing a user what he will get.
"""

from __future__ import annotations

import re
import unicodedata

from baophu.kernel.syllables import TONED

_TCVN3_CODES = (
    "ĂA1 ÂA2 ÊA3 ÔA4 ƠA5 ƯA6 ĐA7 ăA8 âA9 êAA ôAB ơAC ưAD đAE "
    "àB5 ảB6 ãB7 áB8 ạB9 ằBB ẳBC ẵBD ắBE ặC6 ầC7 ẩC8 ẫC9 ấCA ậCB "
    "èCC ẻCE ẽCF éD0 ẹD1 ềD2 ểD3 ễD4 ếD5 ệD6 ìD7 ỉD8 ĩDC íDD ịDE "
    "òDF ỏE1 õE2 óE3 ọE4 ồE5 ổE6 ỗE7 ốE8 ộE9 ờEA ởEB ỡEC ớED ợEE "
    "ùEF ủF1 ũF2 úF3 ụF4 ừF5 ửF6 ữF7 ứF8 ựF9 ỳFA ỷFB ỹFC ýFD ỵFE"
)
TCVN3: dict[str, str] = {chr(int(entry[1:], 16)): entry[0] for entry in _TCVN3_CODES.split()}
"""TCVN3 character (as Latin-1) → letter. There are no toned capitals; ư is the soft hyphen U+00AD."""
_TCVN3_CAPITALS = frozenset("ĂÂÊÔƠƯĐ")
_DECODE_TCVN3 = str.maketrans({**TCVN3, "Đ": "é"})
_ENCODE_TCVN3 = {letter: code for code, letter in TCVN3.items()}

_VNI_MODIFIERS = {
    "a": "øûõùï", "e": "øûõùï", "o": "øûõùï", "u": "øûõùï", "ô": "øûõùï", "ö": "øûõùï",
    "â": "àåãáä", "ê": "èúüéë",
}  # fmt: skip


def _vni_letters() -> dict[str, str]:
    """The 67 lower-case letters: VNI spelling → letter."""
    letters = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
    letters |= {"y" + modifier: toned for modifier, toned in zip("øûõù", TONED["y"][1:], strict=False)}
    for base, vowel in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("ô", "ơ"), ("ö", "ư")):
        letters |= {base + m: toned for m, toned in zip(_VNI_MODIFIERS[base], TONED[vowel][1:], strict=True)}
    for base, hat, vowel in (("a", "â", "â"), ("a", "ê", "ă"), ("e", "â", "ê"), ("o", "â", "ô")):
        letters[base + hat] = vowel
        letters |= {base + m: toned for m, toned in zip(_VNI_MODIFIERS[hat], TONED[vowel][1:], strict=True)}
    return letters


_VNI_LOWER = _vni_letters()
VNI: dict[str, str] = _VNI_LOWER | {spelling.upper(): letter.upper() for spelling, letter in _VNI_LOWER.items()}
"""VNI spelling (as Latin-1, one or two characters) → letter."""
_DECODE_VNI = VNI | {s[0].upper() + s[1]: letter.upper() for s, letter in _VNI_LOWER.items() if len(s) == 2}
_VNI_SPELLING = re.compile("|".join(sorted(map(re.escape, _DECODE_VNI), key=len, reverse=True)))
_ENCODE_VNI = {letter: spelling for spelling, letter in VNI.items()}


def decode_tcvn3(text: str) -> str:
    """TCVN3 text as Unicode, with the capitals that its fonts drew and its codes do not have.

    A word whose plain letters are all capitals becomes capitals ("NG¦êI" → "NGƯỜI"); a toned first letter becomes a
    capital where every other word starts with one. Đ, which cleaning makes of Ð, is read as the code of é.
    """
    words = re.split(r"(\s+)", text)
    decoded = [word.translate(_DECODE_TCVN3) for word in words]
    plain = [
        "".join(c for c, d in zip(raw, out, strict=True) if _shows_its_case(c, d))
        for raw, out in zip(words, decoded, strict=True)
    ]
    longer = [letters for letters in plain if len(letters) > 1]
    is_all_capitals = bool(longer) and all(letters.isupper() for letters in longer)
    capitals = [
        out.upper() if letters.isupper() and (is_all_capitals or len(letters) > 1) else out
        for out, letters in zip(decoded, plain, strict=True)
    ]
    return unicodedata.normalize("NFC", "".join(_with_first_capitals(capitals, is_all_capitals)))


def _shows_its_case(raw: str, letter: str) -> bool:
    """Whether a character's own code tells capital from small: plain letters and the seven coded capitals."""
    return (raw.isascii() and raw.isalpha()) or letter in _TCVN3_CAPITALS


def _with_first_capitals(words: list[str], is_all_capitals: bool) -> list[str]:
    """Words of a name whose toned first letters could not be typed as capitals, with capitals."""
    starts = [word[0] for word in words if word[:1].isalpha()]
    if not any(start.isupper() for start in starts) or any(start.islower() and start.isascii() for start in starts):
        return words
    return [
        word.upper() if is_all_capitals and word.isalpha() and not word.isascii() else word[:1].upper() + word[1:]
        for word in words
    ]


def decode_vni(text: str) -> str:
    """VNI text as Unicode; characters that are no VNI spelling stay."""
    return _VNI_SPELLING.sub(lambda match: _DECODE_VNI[match.group()], text)


def encode_tcvn3(text: str) -> str:
    """Unicode Vietnamese as TCVN3 codes; toned capitals become the small letter's code, as its capital fonts had it."""
    return "".join(_ENCODE_TCVN3.get(c) or _ENCODE_TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def encode_vni(text: str) -> str:
    """Unicode Vietnamese as VNI spellings."""
    return "".join(_ENCODE_VNI.get(c, c) for c in unicodedata.normalize("NFC", text))
