"""Male or female as files mark it: in words, M and F, an X in one column, 1 and 0.

Which marking a file uses is decided once for its whole column (:func:`decide_sex_coding`) and shown to the user; the
cells are then read with :func:`read_sex`. A 1 or an X says nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from baophu.kernel.text import clean_text, fold_marks, header_key

Sex = Literal["M", "F"]
CodingName = Literal["words", "one_male", "one_female", "mark_female", "mark_male"]

_WORDS: dict[str, Sex] = {
    **dict.fromkeys(("nam", "m", "male", "man", "boy", "trai", "betrai", "contrai", "namgioi", "hocsinhnam"), "M"),
    **dict.fromkeys(("nu", "f", "female", "woman", "girl", "gai", "begai", "congai", "nugioi", "hocsinhnu"), "F"),
}
_MARKS = frozenset("x+v✓✔☑√*•")
_NUMBERS = {"0", "1", "2"}
_DECLARED = re.compile(r"\b([012])\s*[:=.\-–]?\s*(nam|nu)\b|\b(nam|nu)\s*[:=\-–]?\s*([012])\b")
_REASONS: dict[CodingName, str] = {
    "words": "Giới tính ghi bằng chữ (Nam/Nữ, M/F).",
    "one_male": "1 = Nam, 0 (hoặc 2) = Nữ.",
    "one_female": "1 = Nữ, 0 (hoặc 2) = Nam.",
    "mark_female": "Có đánh dấu = Nữ, để trống = Nam.",
    "mark_male": "Có đánh dấu = Nam, để trống = Nữ.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SexCoding:
    """How one file marks male and female; ``is_doubtful`` where only custom, not the file, says so."""

    name: CodingName
    is_doubtful: bool = False

    @property
    def reason_vi(self) -> str:
        """The decision in words, as it is shown to the user."""
        return _REASONS[self.name] + (" Tệp không nói rõ; đề nghị kiểm tra." if self.is_doubtful else "")


def parse_sex(text: str) -> Sex | None:
    """The sex that a word or the letters M and F say; None for anything that depends on the file."""
    return _WORDS.get(header_key(text))


def decide_sex_coding(values: Iterable[str | None], header: str) -> SexCoding:
    """How a column marks the sex, from its header and all its values.

    A header may say it ("1: Nữ, 0: Nam") or be one word ("Nữ" with an X). Without that, 1 is male (the exchange
    layouts' rule) and a lone X is female, both marked as doubtful.
    """
    found = {_mark(value) for value in values} - {""}
    key = header_key(header)
    has_other_words = any(mark in _WORDS for mark in found - {key})
    if found and key in ("nu", "nam") and not has_other_words:
        return SexCoding(name="mark_female" if key == "nu" else "mark_male")
    if any(mark in _WORDS for mark in found):
        return SexCoding(name="words")
    if found & _MARKS:
        return SexCoding(name="mark_female", is_doubtful=True)
    if found & _NUMBERS:
        return _number_coding(header)
    return SexCoding(name="words")


def _number_coding(header: str) -> SexCoding:
    declared = {
        number or word_number: word or number_word for number, word, number_word, word_number in _declared(header)
    }
    if declared:
        is_one_male = declared.get("1", "nu" if "nam" in declared.values() else "nam") == "nam"
        return SexCoding(name="one_male" if is_one_male else "one_female")
    return SexCoding(name="one_male", is_doubtful=True)


def _declared(header: str) -> list[tuple[str, str, str, str]]:
    return _DECLARED.findall(fold_marks(clean_text(header)))


def _mark(value: str | None) -> str:
    """A cell as a mark: folded, without ".0"; a sign that is no mark stays itself, since only a blank is blank."""
    folded = fold_marks(clean_text(value or "")).removesuffix(".0")
    return folded if folded in _MARKS else header_key(folded) or folded


def read_sex(value: str | None, coding: SexCoding) -> Sex | None:
    """The sex in one cell under the coding of its file; None where the cell says nothing or something else."""
    mark = _mark(value)
    if mark in _WORDS:
        return _WORDS[mark]
    if coding.name in ("mark_female", "mark_male"):
        return _read_mark(mark, marked="F" if coding.name == "mark_female" else "M")
    if coding.name == "words" or mark not in _NUMBERS:
        return None
    return "M" if (mark == "1") == (coding.name == "one_male") else "F"


def _read_mark(mark: str, marked: Sex) -> Sex | None:
    if mark in _MARKS or mark == "1":
        return marked
    return ("M" if marked == "F" else "F") if mark in ("", "0") else None
