"""A paper for readers outside the agency: groups of fewer than five people are not stated, nor anything that tells them.

Lists that officers and schools work with are never passed through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from baophu.reports.document.blocks import (
    Block,
    Cell,
    Document,
    Figure,
    Note,
    PageBreak,
    Part,
    Picture,
    Row,
    Run,
    Section,
    Table,
    Text,
    figures,
    parts,
)
from baophu.reports.official.figure_ids import read_figure_id

SMALLEST = 5
SMALL = f"dưới {SMALLEST}"
HIDDEN = "không nêu"


def for_public(document: Document) -> Document:
    """The paper without small groups; itself where there is none.

    Where a group of rows hides one number only, the next smallest is hidden as well, since the sum would tell it. Shares
    of a hidden number go with it, and so do the pictures, which print numbers.
    """
    hidden = {figure.id: SMALL for figure in figures(document) if _is_small(figure)}
    if not hidden:
        return document
    for table in _tables(document):
        for id in _tellable(table, hidden):
            hidden.setdefault(id, HIDDEN)
    bases = {_base(id) for id in hidden}
    return replace(
        document,
        subject=_text(document.subject, hidden, bases),
        blocks=tuple(_block(block, hidden, bases) for block in document.blocks),
        annexes=tuple(
            replace(annex, subject=_text(annex.subject, hidden, bases),
                    blocks=tuple(_block(block, hidden, bases) for block in annex.blocks))
            for annex in document.annexes
        ),
    )  # fmt: skip


def _is_small(figure: Figure) -> bool:
    if figure.kind != "integer" or not figure.id or figure.value is None or not 0 < figure.value < SMALLEST:
        return False
    id = read_figure_id(figure.id)
    return id is None or id.counts_people


def _base(id: str) -> str:
    """What the shares of a number have in common with it."""
    read = read_figure_id(id)
    return id if read is None else str(replace(read, measure="", source=""))


def _tables(document: Document) -> Iterator[Table]:
    for blocks in (document.blocks, *(annex.blocks for annex in document.annexes)):
        yield from (block for block in blocks if isinstance(block, Table))


def _tellable(table: Table, hidden: Mapping[str, str]) -> Iterator[str]:
    """The numbers to hide beside a single hidden one of their column and section."""
    for group in _groups(table.rows):
        for column in range(len(table.columns)):
            held = [cell for row in group if isinstance(cell := row[column], Figure) and cell.kind == "integer"]
            if sum(figure.id in hidden for figure in held) != 1:
                continue
            others = [figure for figure in held if figure.id and figure.id not in hidden and figure.value]
            if others:
                yield min(others, key=lambda figure: figure.value or 0).id


def _groups(rows: Iterable[Row]) -> Iterator[list[tuple[Cell, ...]]]:
    group: list[tuple[Cell, ...]] = []
    for row in rows:
        if isinstance(row, Section):
            yield group
            group = []
        else:
            group.append(row)
    yield group


def _block(block: Block, hidden: Mapping[str, str], bases: set[str]) -> Block:
    if isinstance(block, Picture):
        return Note(text="Hình không in trong bản công khai vì có nhóm dưới 5 người.")
    if isinstance(block, PageBreak):
        return block
    if not isinstance(block, Table):
        return replace(block, text=_text(block.text, hidden, bases))
    rows: list[Row] = [
        Section(text=_text(row.text, hidden, bases)) if isinstance(row, Section) else _row(row, hidden, bases)
        for row in block.rows
    ]
    total = None if block.total is None else _row(block.total, hidden, bases)
    return replace(block, caption=_text(block.caption, hidden, bases), rows=tuple(rows), total=total)


def _row(row: tuple[Cell, ...], hidden: Mapping[str, str], bases: set[str]) -> tuple[Cell, ...]:
    return tuple(_part(cell, hidden, bases) for cell in row)


def _text(text: Text, hidden: Mapping[str, str], bases: set[str]) -> Text:
    return text if isinstance(text, str) else tuple(_part(part, hidden, bases) for part in parts(text))


def _part(part: Part, hidden: Mapping[str, str], bases: set[str]) -> Part:
    if isinstance(part, Run):
        inner = _part(part.content, hidden, bases)
        return part if isinstance(inner, Run) else replace(part, content=inner)
    if not isinstance(part, Figure) or not part.id:
        return part
    if part.id in hidden:
        return replace(part, value=None, shown=hidden[part.id])
    read = read_figure_id(part.id)
    is_share = read is not None and read.measure not in ("", "target", "population") and _base(part.id) in bases
    return replace(part, value=None, shown=HIDDEN) if is_share else part
