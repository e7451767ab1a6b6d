"""A paper as plain text: to paste into a message or to a newspaper. One paragraph a line, tables in columns of letters.

Pictures are told by their sentence; everything else stands in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from baophu.reports.document.blocks import Block, Document, PageBreak, Picture, Section, Signature, Table
from baophu.reports.document.table_grid import head_rows
from baophu.reports.document.wording import (
    DRAFT,
    MOTTO,
    NATION,
    attached_line,
    cell_span,
    dated_line,
    listed,
    number_line,
    plain,
)


def txt_bytes(document: Document) -> bytes:
    """The paper as UTF-8 text without a byte-order mark, no-break spaces made plain."""
    lines = list(_lines(document))
    while lines and not lines[0]:
        del lines[0]
    return ("\n".join(lines).replace("\u00a0", " ").rstrip() + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    yield from document.form.split("\n") if document.form else ()
    if document.head:
        head = document.head
        yield from (head.superior.upper(), " ".join(head.issuer.upper().split()))
        yield from (number_line(head),) if head.code else ()
        yield from (DRAFT,) if head.is_draft else ()
        yield from ("", NATION, MOTTO)
        yield from (dated_line(head),) if head.place else ()
    yield from ("", document.title) if document.title else ("",)
    yield from (plain(document.subject),) if document.subject else ()
    yield from _addressed(document.addressed_to)
    for block in document.blocks:
        yield from _block(block)
    for signature in document.signatures:
        yield from _signature(signature)
    yield from ("", "Nơi nhận:", *listed(document.recipients)) if document.recipients else ()
    for annex in document.annexes:
        yield from ("", "", annex.title, plain(annex.subject), attached_line(document))
        for block in annex.blocks:
            yield from _block(block)


def _addressed(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) == 1:
        return ("", f"Kính gửi: {names[0]}")
    return ("", "Kính gửi:", *listed(names)) if names else ()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, PageBreak):
        return
    yield ""
    if isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield from (f"[{block.alt}]", plain(block.caption))
    else:
        yield plain(block.text)


def _table(table: Table) -> Iterator[str]:
    yield from (line for line in (plain(table.caption), table.unit) if line)
    heads = [" – ".join((*column.under, column.title)) for column in table.columns]
    body = [row if isinstance(row, Section) else [cell_span(cell).text for cell in row] for row in table.rows]
    total = [] if table.total is None else [[cell_span(cell).text for cell in table.total]]
    rows = [heads] if head_rows(table) == 1 else [_upper_heads(table), [column.title for column in table.columns]]
    if table.marks:
        rows.append(list(table.marks))
    printed = [row for row in (*rows, *body, *total) if not isinstance(row, Section)]
    widths = [max(len(row[number]) for row in printed) for number in range(len(table.columns))]
    yield from (_row(row, table, widths) for row in rows)
    yield "-" * (sum(widths) + 3 * (len(widths) - 1))
    yield from (plain(row.text) if isinstance(row, Section) else _row(row, table, widths) for row in (*body, *total))


def _upper_heads(table: Table) -> list[str]:
    """The heads above the columns, each at the first of its columns."""
    paths = [" – ".join(column.under) for column in table.columns]
    return [path if number == 0 or path != paths[number - 1] else "" for number, path in enumerate(paths)]


def _row(cells: list[str], table: Table, widths: list[int]) -> str:
    columns = zip(cells, table.columns, widths, strict=True)
    words = (
        cell.replace("\n", " ").ljust(width) if column.kind in ("text", "order", "date") else cell.rjust(width)
        for cell, column, width in columns
    )
    return " | ".join(words).rstrip()


def _signature(signature: Signature) -> Iterator[str]:
    yield ""
    yield from (line for line in (signature.dated, *signature.lines, signature.hint, signature.name) if line)
