"""What stands before the rows of a sheet: its extent, its view, its column widths.

Part of a patch: our columns get their widths, the head stays in sight, and only the summary is the opened sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from baophu.reports.workbook.rows import column_letters

DEEPEST_FROZEN_ROW = 14
_TAB_SELECTED = re.compile(rb'\stabSelected="[^"]*"')


def patched_head(
    head: bytes,
    *,
    prefix: str,
    last_column: int,
    last_row: int,
    first_of_ours: int,
    widths: Sequence[float],
    frozen_row: int,
) -> bytes:
    """The head with our columns in it; ``frozen_row`` 0 freezes nothing."""
    head = _TAB_SELECTED.sub(b"", head)
    dimension = re.compile(rb"<%sdimension\b[^>]*/>" % prefix.encode())
    reference = f'<{prefix}dimension ref="A1:{column_letters(last_column)}{last_row}"/>'.encode()
    head = dimension.sub(reference, head, count=1)
    if 0 < frozen_row <= DEEPEST_FROZEN_ROW:
        head = _with_pane(head, prefix, frozen_row)
    return _with_widths(head, prefix, first_of_ours, widths)


def closed_head(head: bytes) -> bytes:
    """The head of a sheet that gets no columns: only it is no longer the opened one."""
    return _TAB_SELECTED.sub(b"", head)


def _with_pane(head: bytes, prefix: str, frozen_row: int) -> bytes:
    p = prefix.encode()
    if re.search(rb"<%spane\b" % p, head) or b"<%scustomSheetViews" % p in head:
        return head
    pane = b'<%spane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>' % (
        p,
        frozen_row,
        frozen_row + 1,
    )
    view = re.search(rb"<%ssheetView\b([^>]*?)(/?)>" % p, head)
    if view is None:
        sheet_view = b'<%ssheetViews><%ssheetView workbookViewId="0">%s</%ssheetView></%ssheetViews>' % (
            p,
            p,
            pane,
            p,
            p,
        )
        return _before_first(head, prefix, ("sheetFormatPr", "cols", "sheetData"), sheet_view)
    attributes = re.sub(rb'\stopLeftCell="[^"]*"', b"", view[1])
    opened = b"<%ssheetView%s>%s" % (p, attributes, pane)
    if view[2]:
        return head[: view.start()] + opened + b"</%ssheetView>" % p + head[view.end() :]
    end = head.index(b"</%ssheetView>" % p, view.end())
    inside = re.sub(rb"<%sselection\b[^>]*?(?:/>|>.*?</%sselection>)" % (p, p), b"", head[view.end() : end])
    return head[: view.start()] + opened + inside + head[end:]


def _with_widths(head: bytes, prefix: str, first: int, widths: Sequence[float]) -> bytes:
    p, last = prefix.encode(), first + len(widths) - 1
    section = re.search(rb"<%scols\b[^>]*?(?:/>|>(.*?)</%scols>)" % (p, p), head, re.DOTALL)
    received = re.findall(rb"<%scol\b[^>]*>" % p, section[1] or b"") if section else []
    columns = [part for column in received for part in _outside(column, first, last)]
    for offset, width in enumerate(widths):
        number = first + offset
        columns.append((number, b'<%scol min="%d" max="%d" width="%g" customWidth="1"/>' % (p, number, number, width)))
    written = b"<%scols>%s</%scols>" % (p, b"".join(column for _, column in sorted(columns)), p)
    if section:
        return head[: section.start()] + written + head[section.end() :]
    return _before_first(head, prefix, ("sheetData",), written)


def _outside(column: bytes, first: int, last: int) -> list[tuple[int, bytes]]:
    """The parts of a received column range that are not ours."""
    low = int(re.search(rb'\smin="(\d+)"', column)[1])  # type: ignore[index]
    high = int(re.search(rb'\smax="(\d+)"', column)[1])  # type: ignore[index]
    parts = []
    for start, end in ((low, min(high, first - 1)), (max(low, last + 1), high)):
        if start <= end:
            ranged = re.sub(rb'\smin="\d+"', b' min="%d"' % start, column)
            parts.append((start, re.sub(rb'\smax="\d+"', b' max="%d"' % end, ranged)))
    return parts


def _before_first(head: bytes, prefix: str, names: Sequence[str], added: bytes) -> bytes:
    """The head with something added before the first of these elements that it has."""
    for name in names:
        found = re.search(rf"<{prefix}{name}\b".encode(), head)
        if found is not None:
            return head[: found.start()] + added + head[found.start() :]
    raise AssertionError("a head ends with sheetData")
