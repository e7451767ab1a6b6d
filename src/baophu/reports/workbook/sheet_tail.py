"""What stands after the rows of a sheet: filters, tables, objects.

Part of a patch: the filter reaches over our columns, a table of the sender grows by them where it ends beside them, and
objects that we do not pass on are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from baophu.reports.workbook.package import UnusualPackageError
from baophu.reports.workbook.rows import column_letters, column_number

_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A block of cells, rows and columns from 1, both ends in it."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, reference: str) -> Range:
        """The block that ``A5:N200`` names."""
        found = _RANGE.fullmatch(reference.replace("$", ""))
        if found is None:
            raise UnusualPackageError(f"range {reference}")
        return cls(left=column_number(found[1]), top=int(found[2]), right=column_number(found[3]), bottom=int(found[4]))

    def overlaps(self, other: Range) -> bool:
        """Whether the two blocks share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    @property
    def reference(self) -> str:
        """The block as ``A5:N200``."""
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    @property
    def absolute(self) -> str:
        """The block as ``$A$5:$N$200``."""
        return f"${column_letters(self.left)}${self.top}:${column_letters(self.right)}${self.bottom}"


def without_objects(tail: bytes, prefix: str) -> bytes:
    """The tail without embedded objects, controls and query links."""
    p = prefix.encode()
    for name in (b"oleObjects", b"controls"):
        tail = re.sub(rb"<%s%s\b.*?</%s%s>" % (p, name, p, name), b"", tail, flags=re.DOTALL)
    return tail


def with_filter(tail: bytes, prefix: str, wanted: Range) -> tuple[bytes, Range]:
    """The tail with one filter over ``wanted``, and the block it covers.

    A received filter on the same head row keeps its left edge and its conditions: rows it hides stay hidden by it.
    """
    p = prefix.encode()
    end = tail.find(b"<%scustomSheetViews" % p)
    found = re.compile(rb"<%sautoFilter\b([^>]*?)(?:/>|>(.*?)</%sautoFilter>)" % (p, p), re.DOTALL).search(
        tail, 0, end if end >= 0 else len(tail)
    )
    conditions = b""
    if found is not None:
        reference = re.search(rb'\sref="([^"]+)"', found[1])
        received = Range.of(reference[1].decode()) if reference else None
        if received and received.top == wanted.top:
            conditions = found[2] or b""
            wanted = replace(wanted, left=min(received.left, wanted.left) if not conditions else received.left)
        tail = tail[: found.start()] + tail[found.end() :]
    place = _after_protection(tail, prefix)
    written = b'<%sautoFilter ref="%s">%s</%sautoFilter>' % (p, wanted.reference.encode(), conditions, p)
    return tail[:place] + written + tail[place:], wanted


def _after_protection(tail: bytes, prefix: str) -> int:
    """Where a filter stands: behind the rows, the protection and the scenarios."""
    p = prefix.encode()
    place = tail.index(b"</%ssheetData>" % p) + len(b"</%ssheetData>" % p)
    names = rb"sheetCalcPr|sheetProtection|protectedRanges|scenarios"
    element = re.compile(rb"\s*<%s(%s)\b[^>]*?(?:/>|>.*?</%s\1>)" % (p, names, p), re.DOTALL)
    while (found := element.match(tail, place)) is not None:
        place = found.end()
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A table of the sender: its part and the block it covers."""

    part: str
    content: bytes

    @property
    def range(self) -> Range:
        """The block of the table, head and total row in it."""
        return Range.of(self._attribute(b"ref"))

    @property
    def column_names(self) -> list[str]:
        """Names of the columns in order."""
        return [name.decode() for name in re.findall(rb'<(?:\w+:)?tableColumn\b[^>]*?\sname="([^"]*)"', self.content)]

    def _attribute(self, name: bytes) -> str:
        found = re.search(rb"<(?:\w+:)?table\b[^>]*?\s%s=\"([^\"]*)\"" % name, self.content)
        if found is None:
            raise UnusualPackageError("a table without a range")
        return found[1].decode()

    def resized(self, *, drop: Sequence[int], add: Sequence[str]) -> bytes:
        """The table without its last columns ``drop`` (numbers of the sheet) and with ``add`` at its right."""
        block = self.range
        if list(drop) != list(range(block.right - len(drop) + 1, block.right + 1)):
            raise UnusualPackageError("old columns inside a table")
        kept = len(self.column_names) - len(drop)
        right = block.right - len(drop) + len(add)
        content = self._with_columns(kept, add)
        new = Range(left=block.left, top=block.top, right=right, bottom=block.bottom)
        return _with_references(content, block, new)

    def _with_columns(self, kept: int, add: Sequence[str]) -> bytes:
        found = re.search(rb"<((?:\w+:)?)tableColumns\b[^>]*>(.*?)</(?:\w+:)?tableColumns>", self.content, re.DOTALL)
        if found is None:
            raise UnusualPackageError("a table without columns")
        p = found[1]
        columns = re.findall(rb"<%stableColumn\b[^>]*?(?:/>|>.*?</%stableColumn>)" % (p, p), found[2], re.DOTALL)[:kept]
        highest = max([0, *(int(id_) for column in columns for id_ in re.findall(rb'\sid="(\d+)"', column))])
        for number, name in enumerate(add, start=1):
            columns.append(b'<%stableColumn id="%d" name="%s"/>' % (p, highest + number, name.encode()))
        written = b'<%stableColumns count="%d">%s</%stableColumns>' % (p, len(columns), b"".join(columns), p)
        return self.content[: found.start()] + written + self.content[found.end() :]


def _with_references(content: bytes, old: Range, new: Range) -> bytes:
    """The table over its new block, its filter with it (a total row stays outside the filter)."""

    def moved(found: re.Match[bytes]) -> bytes:
        block = Range.of(found[2].decode())
        right = new.right if block.right == old.right else min(block.right, new.right)
        block = Range(left=block.left, top=block.top, right=right, bottom=block.bottom)
        return found[1] + block.reference.encode() + b'"'

    return re.sub(rb'(<(?:\w+:)?(?:table|autoFilter)\b[^>]*?\sref=")([^"]*)"', moved, content)


def plain_table(content: bytes) -> bytes:
    """A table without calculated columns and without its link to a query."""
    content = re.sub(
        rb"<((?:\w+:)?(?:calculatedColumnFormula|totalsRowFormula))\b[^>]*?(?:/>|>.*?</\1>)",
        b"",
        content,
        flags=re.DOTALL,
    )
    content = re.sub(rb'\stotalsRowFunction="[^"]*"', b"", content)
    return re.sub(rb'\s(?:tableType|queryTableFieldId|connectionId)="[^"]*"', b"", content)


def filter_plan(
    tables: Sequence[TablePart],
    *,
    header_row: int,
    last_row: int,
    left: int,
    first: int,
    names: Sequence[str],
    own: frozenset[int],
) -> tuple[Range | None, Mapping[str, bytes]]:
    """The block a sheet's own filter covers (None: a table filters), and the tables that change.

    ``left`` is the first column of the head, ``first`` our first; ``own`` are columns of an earlier review that go.
    """
    last = first + len(names) - 1
    whole = Range(left=left, top=header_row, right=last, bottom=last_row)
    touching = [table for table in tables if table.range.overlaps(whole)]
    changed: dict[str, bytes] = {}
    grown = False
    for table in touching:
        block = table.range
        drop = sorted(column for column in own if block.left <= column <= block.right)
        taken = {name.casefold() for name in table.column_names[: len(table.column_names) - len(drop)]}
        fits = block.top == header_row and block.right - len(drop) + 1 == first and not taken & set(names)
        if drop or fits:
            changed[table.part] = table.resized(drop=drop, add=names if fits else ())
        grown = grown or fits
    if grown:
        return None, changed
    if not touching:
        return whole, changed
    ours = Range(left=first, top=header_row, right=last, bottom=last_row)
    return (None if any(table.range.overlaps(ours) for table in touching) else ours), changed
