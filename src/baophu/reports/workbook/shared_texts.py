"""The texts that the cells of a workbook share: finding our column names in them, and emptying those nobody shows.

A spreadsheet that saves a result moves our texts in here. When the result is reviewed again, what stood in the removed
cells (evidence, candidates) must not stay behind in the file that a school receives.
"""

from __future__ import annotations

import re
from collections.abc import Set
from html import unescape

from baophu.reports.review_columns import OUR_COLUMNS
from baophu.reports.workbook.package import Package

_ITEM = re.compile(rb"<(?:\w+:)?si\b(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_REFERENCE = re.compile(rb'\st="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<')


class SharedWords:
    """Numbers of our column names in the workbook's shared texts, where a spreadsheet saved them."""

    def __init__(self, package: Package) -> None:
        part = package.part_of_kind("sharedStrings")
        self._words: dict[int, str] = {}
        if part is None:
            return
        content = package.read(part)
        if b">verdict<" in content:
            self._words = self._find(content)

    def __bool__(self) -> bool:
        """Whether a spreadsheet saved a result of ours into this workbook."""
        return bool(self._words)

    @staticmethod
    def _find(content: bytes) -> dict[int, str]:
        names = {name.encode(): name for name in OUR_COLUMNS}
        found: dict[int, str] = {}
        for number, item in enumerate(_ITEM.finditer(content)):
            text = re.fullmatch(rb"\s*<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>\s*", item[1] or b"")
            if text is not None and text[1] in names:
                found[number] = names[text[1]]
        return found

    def text_of(self, cell: bytes) -> str | None:
        """The text of a cell if it may be one of our column names, else None."""
        shared = re.search(rb'\st="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<', cell)
        if shared is not None:
            return self._words.get(int(shared[1]))
        inline = re.search(rb"<(?:\w+:)?t\b[^>]*>([^<]*)<", cell)
        return unescape(inline[1].decode()) if inline else None


def references_in(cells: bytes) -> set[int]:
    """Numbers of the shared texts that some cells show."""
    return {int(number) for number in _REFERENCE.findall(cells)}


def only_shown(content: bytes, shown: Set[int]) -> bytes:
    """The shared texts with those emptied that no cell shows; every number stays what it was."""
    number = -1

    def kept(found: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        if number in shown:
            return found[0]
        prefix = found[0][1 : found[0].index(b"si")]
        return b"<%ssi><%st></%st></%ssi>" % (prefix, prefix, prefix, prefix)

    return _ITEM.sub(kept, content)
