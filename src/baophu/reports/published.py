"""Publishing a paper: its figures frozen with number, day, status and checksum; and what an earlier paper said of them.

Called by ``flows.report`` around the writing of the file, in one transaction with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from baophu.kernel.errors import RequestError
from baophu.reports.document.blocks import Figure
from baophu.reports.document.wording import figure_text
from baophu.reports.models import ESTIMATE, FINAL, STATUS_WORDS, PublishedFigure

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A paper as it is signed; ``number`` with its type: "05/BC-BHXH"."""

    report: str
    period: str
    area: str
    on: date
    number: str
    dated: date
    is_estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A figure that an earlier paper stated otherwise; ``published`` is the latest of them."""

    figure: Figure
    published: PublishedFigure

    @property
    def told(self) -> str:
        """Both numbers and how far they lie apart, in Vietnamese."""
        now, before = Decimal(self.figure.value or 0), self.published.value
        kind = self.figure.kind
        size = figure_text(Figure(value=abs(now - before), kind="points" if kind == "percent" else kind))
        return (
            f"số {self.published.figure} đã công bố {self.published.shown} ({STATUS_WORDS[self.published.status]}, "
            f"{self.published.number} ngày {self.published.dated:%d/%m/%Y}), nay là {figure_text(self.figure)}, "
            f"{'tăng' if now > before else 'giảm'} {size}"
        ).replace("\u00a0", " ")


def publish(publication: Publication, stated: Iterable[Figure], *, at: datetime) -> int:
    """Freeze every figure with an id and a value, each once; how many. *Errors*: ``paper_already_published``."""
    same = {"area": publication.area, "number": publication.number, "dated": publication.dated}
    if PublishedFigure.objects.filter(**same).exists():
        raise RequestError(
            "paper_already_published",
            "Văn bản số {number} ngày {dated:%d/%m/%Y} đã công bố; số đã công bố không sửa được. Dùng số văn bản khác.",
            "The paper {number} of {dated:%d/%m/%Y} is published already and cannot change. Use another number.",
            number=publication.number, dated=publication.dated,
        )  # fmt: skip
    rows = [_row(publication, figure, at) for figure in _once(stated)]
    PublishedFigure.objects.bulk_create(rows)
    return len(rows)


def differing(stated: Iterable[Figure], *, on: date) -> tuple[Differing, ...]:
    """The figures that the latest published paper of the same day states otherwise."""
    known = {row.figure: row for row in PublishedFigure.objects.filter(on=on).order_by("dated", "at", "pk")}
    return tuple(
        Differing(figure=figure, published=known[figure.id])
        for figure in _once(stated)
        if figure.id in known and _value(figure) != known[figure.id].value
    )


def checksum_of(row: PublishedFigure) -> str:
    """SHA-256 over everything that a published figure says."""
    said: Sequence[object] = (
        row.report, row.period, row.area, row.on.isoformat(), row.figure, row.value.quantize(_CENT), row.shown, row.status,
        row.number, row.dated.isoformat(),
    )  # fmt: skip
    return hashlib.sha256("\n".join(str(one) for one in said).encode()).hexdigest()


def _row(publication: Publication, figure: Figure, at: datetime) -> PublishedFigure:
    row = PublishedFigure(
        report=publication.report, period=publication.period, area=publication.area, on=publication.on, figure=figure.id,
        value=_value(figure), shown=figure_text(figure).replace("\u00a0", " "),
        status=ESTIMATE if publication.is_estimate else FINAL, number=publication.number, dated=publication.dated, at=at,
    )  # fmt: skip
    row.checksum = checksum_of(row)
    return row


def _once(stated: Iterable[Figure]) -> list[Figure]:
    found: dict[str, Figure] = {}
    for figure in stated:
        if figure.id and figure.value is not None:
            found.setdefault(figure.id, figure)
    return list(found.values())


def _value(figure: Figure) -> Decimal:
    return Decimal(figure.value or 0).quantize(_CENT)
