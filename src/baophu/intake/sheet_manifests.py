"""The tables of a file as its snapshot's manifest records them: one entry a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from baophu.intake.data_rows import SheetTable
from baophu.intake.layout.shapes import SheetLayout
from baophu.intake.sheet_tables import is_result_column
from baophu.intake.snapshots import LaterTable, SheetColumn, SheetManifest


def sheet_manifests(tables: Sequence[SheetTable]) -> tuple[SheetManifest, ...]:
    """One record a sheet of a file, the tables further down it included."""
    by_sheet: dict[int, list[SheetTable]] = {}
    for table in tables:
        by_sheet.setdefault(table.facts.index, []).append(table)
    return tuple(_sheet(found) for found in by_sheet.values())


def _sheet(found: Sequence[SheetTable]) -> SheetManifest:
    first = found[0]
    counts: Counter[str] = Counter()
    for table in found:
        counts.update(table.counts)
    return SheetManifest(
        index=first.facts.index,
        name=first.facts.name,
        cells=first.facts.file,
        header_rows=first.layout.header_rows,
        first_data_row=int(first.source_rows[0]),
        columns=_columns(first.layout),
        counts=dict(counts),
        is_hidden=first.facts.is_hidden,
        later=tuple(
            LaterTable(header_rows=table.layout.header_rows, columns=_columns(table.layout)) for table in found[1:]
        ),
    )


def _columns(layout: SheetLayout) -> tuple[SheetColumn, ...]:
    return tuple(
        SheetColumn(
            index=column.index,
            header=column.header,
            field=column.field,
            is_ours=is_result_column(layout, column),
        )
        for column in layout.columns
    )
