"""Which legacy encoding a column is in, told from the syllables it makes, and its values as Unicode.

Intake asks :func:`detect_legacy` once for each text column (with the fonts of its cells where the file has them), shows
the answer, and reads the values with :func:`decode_legacy`. The evidence is words that are no Vietnamese as they stand
and become Vietnamese syllables under one encoding; names with é or ñ and Unicode Vietnamese give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from baophu.kernel.legacy_codecs import TCVN3, VNI, decode_tcvn3, decode_vni, encode_tcvn3, encode_vni
from baophu.kernel.syllables import parse_syllable

__all__ = [
    "TCVN3",
    "VNI",
    "Detection",
    "Encoding",
    "decode_legacy",
    "decode_tcvn3",
    "decode_vni",
    "detect_legacy",
    "encode_tcvn3",
    "encode_vni",
]

Encoding = Literal["TCVN3", "VNI"]

_COMMON_WORDS = """
    nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào đoàn trịnh trương lâm hà tạ lưu
    thái tô tăng hứa quách thạch sơn liêu trà khưu mã diệp vương thị văn hữu đức ngọc thành phước phúc quốc công
    đình xuân bích cẩm mỹ kỳ ánh ân ái bảo bình cường chí diễm diệu dũng duyên đạt đông đồng đăng định giàu hải
    hạnh hảo hằng hân hậu hiền hiếu hiển hòa hùng hương hường hưng kiều kiệt kiên lệ lộc lợi liên lượng mạnh mẫn
    mộng nam nghĩa nghị ngân nguyên nguyệt nhã nhân nhật nhựt như nữ nhiên phát phú phượng phương quân quế quý
    quyền quyên quỳnh sáng sĩ sương tài tâm tấn tân tiên tiến tiền tín tố thảo thạnh thắng thế thiên thiện thịnh
    thọ thơ thúy thủy thùy thư thương toàn trâm trân trí trọng trúc trường tú tuấn tuyết tuyền tường út vân việt
    vĩnh vượng vỹ xuyến yến ý đại điền hồng hoài hoàn huệ khánh lành liễu ông xã phường trấn huyện tỉnh phố ấp
    khóm
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_WEIGHT = 3
_ENOUGH_WEIGHT = 3
_ENOUGH_SHARE = 0.6
_WORD = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_TCVN3_SYMBOLS = frozenset(code for code in TCVN3 if not code.isalpha())


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The encoding of a column (None: Unicode, or nothing to decode) and how much of it says so.

    ``share``: of the values with any letter beyond ASCII, those that are in the encoding (0 to 1). ``is_mixed``: other
    values of the column are Unicode Vietnamese; a value that reads both ways is then left as received.
    """

    encoding: Encoding | None
    share: float
    is_mixed: bool
    reason_vi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readings:
    """How well one word reads as it stands and under each encoding: 0 no syllable, 1 a syllable, 3 a common word of names."""

    is_wide: bool
    unicode: int
    tcvn3: int
    vni: int

    def under(self, encoding: Encoding) -> int:
        return self.tcvn3 if encoding == "TCVN3" else self.vni


@lru_cache(maxsize=1 << 16)
def _readings(word: str) -> _Readings:
    is_wide = any(c > "\u00ff" and c != "Đ" for c in word)
    is_one_case = word in (word.lower(), word.upper(), word[0].upper() + word[1:].lower())
    return _Readings(
        is_wide=is_wide,
        unicode=_weight(word) if is_one_case else 0,
        tcvn3=0 if is_wide else _weight(decode_tcvn3(word)),
        vni=0 if is_wide else _weight(decode_vni(word)),
    )


def _weight(word: str) -> int:
    lower = word.lower()
    syllable = parse_syllable(lower)
    if syllable is None or not syllable.has_pronounceable_tone:
        return 0
    return _COMMON_WEIGHT if syllable.spelling in _COMMON else 1


def _marked_words(value: str) -> list[_Readings]:
    return [_readings(word) for word in _WORD.findall(value) if not word.isascii()]


def detect_legacy(values: Iterable[str], fonts: Iterable[str] = ()) -> Detection:
    """The encoding of one column of names or places, from its values and, where known, the fonts of its cells.

    Fonts alone never decide: words that the font's encoding cannot read count against it. Right on columns of five
    short names; None wherever the evidence is thin.
    """
    marked = [value for value in values if not value.isascii()]
    words = {word for value in marked for word in _WORD.findall(value) if not word.isascii()}
    broken = [readings for readings in map(_readings, words) if not readings.is_wide and readings.unicode == 0]
    encoding = _best_encoding(broken, _font_encoding(fonts))
    if encoding is None:
        reason = "Chữ đã là Unicode." if marked else "Không có chữ có dấu."
        return Detection(encoding=None, share=0.0, is_mixed=False, reason_vi=reason)
    is_mixed = any(one.unicode and not one.under(encoding) for one in map(_readings, words))
    decoded = sum(decode_legacy(value, encoding, is_mixed=is_mixed) != value for value in marked)
    return Detection(
        encoding=encoding,
        share=decoded / len(marked),
        is_mixed=is_mixed,
        reason_vi=f"{decoded} trong {len(marked)} ô có dấu chỉ đọc được khi chuyển từ bảng mã {encoding}.",
    )


def _best_encoding(broken: list[_Readings], font: Encoding | None) -> Encoding | None:
    """The encoding under which the words that are no Unicode Vietnamese become syllables, if one clearly is."""
    tcvn3 = sum(readings.tcvn3 for readings in broken)
    vni = sum(readings.vni for readings in broken)
    best: Encoding = "TCVN3" if tcvn3 > vni or (tcvn3 == vni and font == "TCVN3") else "VNI"
    weight, other = max(tcvn3, vni), min(tcvn3, vni)
    readable = sum(readings.under(best) > 0 for readings in broken)
    enough = 1 if font == best else _ENOUGH_WEIGHT
    if weight < enough or weight <= 2 * other or readable < _ENOUGH_SHARE * len(broken):
        return None
    return best


def _font_encoding(fonts: Iterable[str]) -> Encoding | None:
    """The encoding that most of the named fonts stand for."""
    names = [font.strip().lower() for font in fonts]
    tcvn3 = sum(name.startswith(".vn") for name in names)
    vni = sum(name.startswith("vni") for name in names)
    if tcvn3 == vni:
        return None
    return "TCVN3" if tcvn3 > vni else "VNI"


def decode_legacy(value: str, encoding: Encoding, *, is_mixed: bool = False) -> str:
    """One value of a column in ``encoding`` as Unicode; a value that already is Unicode Vietnamese stays.

    Where a value reads both ways ("Vò" is "Vũ" in TCVN3), the reading that makes commoner names wins; where that does
    not tell ("Hoàng" is "Hồng" in VNI), the column's encoding wins unless the column ``is_mixed``.
    """
    words = _marked_words(value)
    decode = decode_tcvn3 if encoding == "TCVN3" else decode_vni
    if any(word.is_wide for word in words):
        return _WORD.sub(lambda match: _decode_broken_word(match.group(), encoding), value)
    as_it_stands = sum(word.unicode for word in words)
    decoded = sum(word.under(encoding) for word in words)
    is_unicode = all(word.unicode for word in words) and as_it_stands + is_mixed > decoded
    has_symbols = encoding == "TCVN3" and not _TCVN3_SYMBOLS.isdisjoint(value)
    return value if is_unicode or not (decoded or has_symbols) else decode(value)


def _decode_broken_word(word: str, encoding: Encoding) -> str:
    """A word beside Unicode words: decoded only where that alone makes it a syllable."""
    if word.isascii():
        return word
    readings = _readings(word)
    if readings.unicode or not readings.under(encoding):
        return word
    return decode_tcvn3(word) if encoding == "TCVN3" else decode_vni(word)
