"""The people behind one figure of a paper: as many as it says, each with the file, sheet and row received.

The paper is built as it would be printed, so that the figure is opened on the day and from the extracts it was printed
from.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from baophu.accounts.domain import Scope
from baophu.coverage.domain.indicators import indicators
from baophu.coverage.domain.schemes import SCHEME_BY_CODE
from baophu.flows.coverage_asked import Wanted
from baophu.flows.coverage_people import open_people
from baophu.flows.report import report_kind
from baophu.kernel.errors import RequestError
from baophu.reports.document.blocks import Figure, figures
from baophu.reports.document.wording import figure_text
from baophu.reports.official.figure_ids import CHANGES, FigureId, read_figure_id
from baophu.reports.official.paper import Paper
from baophu.reports.official.request import ReportRequest
from baophu.reports.official.sums import figure_unknown
from baophu.reports.people_list import PEOPLE_KINDS, write_people

_OWN = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFigure:
    """The list that was written: ``people`` rows behind the figure ``id``, which the paper prints as ``shown``."""

    id: str
    shown: str
    people: int
    out: Path


def open_figure(request: ReportRequest, home: Path, id: str) -> OpenedFigure:
    """Write the people behind a figure of the paper to ``request.out`` (.xlsx, .csv, .parquet).

    *Errors*: ``figure_unknown``; ``figure_without_people`` for a target, a population or a difference; those of the builder.
    """
    kind = report_kind(request.code)
    if kind.open_figure is not None:
        return OpenedFigure(id=id, shown="", people=kind.open_figure(request, home, id), out=request.out)
    paper = kind.build(request, home)
    known = {figure.id: figure for figure in figures(paper.document) if figure.id}
    if id not in known:
        raise figure_unknown(id, tuple(known))
    read = read_figure_id(id)
    if read is None or read.measure in ("target", "population", "change"):
        raise _without_people(known[id])
    people = _open(paper, request, home, read)
    return OpenedFigure(id=id, shown=figure_text(known[id]), people=people, out=request.out)


def _open(paper: Paper, request: ReportRequest, home: Path, id: FigureId) -> int:
    schemes = (id.scheme,) if id.scheme in SCHEME_BY_CODE else indicators()[id.scheme].adds
    if len(schemes) == 1:
        return _open_scheme(paper, request, home, id, schemes[0], request.out)
    if request.out.suffix.lower() not in PEOPLE_KINDS:
        return _open_scheme(paper, request, home, id, schemes[0], request.out)
    with tempfile.TemporaryDirectory(dir=home / "tmp") as folder:
        tables = []
        for scheme in schemes:
            part = Path(folder) / f"{scheme}.parquet"
            _open_scheme(paper, request, home, id, scheme, part)
            tables.append(pq.read_table(part))
        table = pa.concat_tables(tables, promote_options="default")
    write_people(table, request.out, title=f"{id}, {paper.on:%d/%m/%Y}", own=_OWN)
    return int(table.num_rows)


def _open_scheme(
    paper: Paper, request: ReportRequest, home: Path, id: FigureId, scheme: str, out: Path
) -> int:  # fmt: skip
    day = date.fromisoformat(id.source) if id.measure == "on" else paper.on
    wanted = Wanted(on=day, since=paper.since, area=id.area, scheme=scheme, group=id.group)
    change = id.measure if id.measure in CHANGES else ""
    done = open_people(home, wanted, out=out, today=request.today, scope=Scope.everything(), change=change)
    return done.people


def _without_people(figure: Figure) -> RequestError:
    return RequestError(
        "figure_without_people",
        "Số {id} ({shown}) là chỉ tiêu, dân số hoặc chênh lệch, không đếm từ danh sách nên không mở ra người được.",
        "The figure {id} ({shown}) is a target, a population or a difference: it is not counted from lists and opens to nobody.",
        id=figure.id,
        shown=figure_text(figure),
    )
