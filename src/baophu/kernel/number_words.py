"""Whole numbers in Vietnamese words, as money is written out on papers: "Bằng chữ: …".

The rules are those of the school grammar: lẻ/linh before a single unit, mười/mươi, một/mốt, bốn/tư, năm/lăm, and groups of
three digits named nghìn, triệu, tỷ. A group of zeros is not spoken, the hundreds of a later group always are.
"""

from __future__ import annotations

from typing import Literal

from baophu.kernel.money import Dong

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LARGEST = 10**18 - 1
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 10**9

ZeroTen = Literal["linh", "lẻ"]


def number_in_words(n: int, *, zero_ten: ZeroTen = "linh") -> str:
    """A whole number in words: 1.005 is "một nghìn không trăm linh năm". ``zero_ten`` is the word for an empty ten.

    *Errors*: ValueError beyond ±(10¹⁸ − 1).
    """
    if abs(n) > LARGEST:
        raise ValueError(f"{n} has no words here")
    if n == 0:
        return DIGITS[0]
    return ("âm " if n < 0 else "") + _spoken(abs(n), zero_ten, is_first=True)


def dong_in_words(amount: Dong, *, zero_ten: ZeroTen = "linh") -> str:
    """An amount as the line "Bằng chữ" of a paper has it: 704.025 is "Bảy trăm linh bốn nghìn không trăm hai mươi lăm đồng"."""
    words = number_in_words(amount, zero_ten=zero_ten)
    return f"{words[0].upper()}{words[1:]} đồng"


def _spoken(n: int, zero_ten: ZeroTen, *, is_first: bool) -> str:
    """A positive number; from a thousand million on as so many "tỷ" and a rest."""
    billions, rest = divmod(n, _BILLION)
    words = [f"{_spoken(billions, zero_ten, is_first=is_first)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words.append(_group(group, zero_ten, is_first=is_first and not words) + _GROUPS[power])
    return " ".join(words)


def _group(group: int, zero_ten: ZeroTen, *, is_first: bool) -> str:
    """Three digits, 1–999; the hundreds of the first group are spoken only where there are any."""
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [] if is_first and not hundreds else [f"{DIGITS[hundreds]} trăm"]
    if tens:
        words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    elif words and units:
        words.append(zero_ten)
    if units:
        words.append(_unit(tens, units))
    return " ".join(words)


def _unit(tens: int, units: int) -> str:
    """The last digit, changed by the ten before it: hai mươi mốt, hai mươi tư, mười lăm; but mười một, mười bốn."""
    if units == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(units, DIGITS[units])
    return DIGITS[units]
