"""Train a matching model on the agency's own files, and judge what it decides: files → snapshots → model or table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from baophu.engine.duck import Engine, memory_for
from baophu.flows.prepare import Progress, Request, prepare_both
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import RequestError
from baophu.linkage.bulk import LinkCounts, link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.evaluate import Outcome, evaluate
from baophu.linkage.model import Model, default_model, write_model
from baophu.linkage.train import train

TRAINER_MEMORY_MB = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model learnt and written to ``out``."""

    model: Model
    out: Path
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Outcomes at the asked costs (first) and at other costs; ``counts`` says how the rows were settled."""

    outcomes: list[Outcome]
    counts: LinkCounts
    run: str


def train_model(
    roster: str, cards: str, *, out: Path, home: Path, on: date, name: str, seed: int = 1,
    progress: Progress = lambda step: None,
) -> Trained:  # fmt: skip
    """Learn a model from a roster and an extract (files or snapshot ids) and write it to ``out`` (JSON)."""
    with run_recorded("linkage_train") as run:
        listed, held = prepare_both(
            Request(source=roster, side="roster", home=home, on=on),
            Request(source=cards, side="registry", home=home, on=on),
            progress=progress,
        )
        progress("train")
        with Engine(folders=[listed.standard.parent, held.standard.parent], memory_mb=TRAINER_MEMORY_MB) as engine:
            model = train(
                engine,
                roster=listed.standard,
                registry=held.standard,
                name=name,
                trained_on=f"{listed.snapshot.manifest.accepted} × {held.snapshot.manifest.accepted}",
                seed=seed,
            )
        write_model(model, out)
        run.record(snapshots=[listed.snapshot.id, held.snapshot.id])
    return Trained(model=model, out=out, run=str(run.id))


def read_truth(path: Path) -> pa.Table:
    """True pairs from a CSV or Parquet file: columns ``row`` and ``card_row`` (empty: the person has no card row)."""
    try:
        table = pq.read_table(path) if path.suffix == ".parquet" else pa_csv.read_csv(path)
        return table.select(["row", "card_row"]).cast(pa.schema([("row", pa.int32()), ("card_row", pa.int32())]))
    except (OSError, KeyError, pa.ArrowInvalid) as error:
        raise RequestError(
            "truth_unreadable",
            "Không đọc được tệp cặp đúng «{file}»: cần CSV hoặc Parquet có hai cột row và card_row ({why}).",
            "Cannot read the true pairs in {file}: a CSV or Parquet file with the columns row and card_row is needed ({why}).",
            file=path.name,
            why=error,
        ) from error


def evaluate_linkage(
    roster: str,
    cards: str,
    *,
    home: Path,
    on: date,
    truth: Path | None = None,
    model: Model | None = None,
    costs: Costs | None = None,
    progress: Progress = lambda step: None,
) -> Evaluated:
    """Judge decisions at ``costs`` and at others: counted against ``truth``, or expected by the model without it."""
    pairs = read_truth(truth) if truth else None
    if pairs is not None and len(pc.unique(pairs["row"])) != pairs.num_rows:
        raise RequestError(
            "truth_row_twice",
            "Tệp cặp đúng «{file}» có dòng danh sách xuất hiện hai lần.",
            "The true pairs in {file} name a roster row twice.",
            file=truth.name if truth else "",
        )
    with run_recorded("linkage_evaluate") as run:
        listed, held = prepare_both(
            Request(source=roster, side="roster", home=home, on=on),
            Request(source=cards, side="registry", home=home, on=on),
            progress=progress,
        )
        with Engine(
            folders=[listed.standard.parent, held.standard.parent],
            memory_mb=memory_for(held.snapshot.manifest.accepted),
        ) as engine:
            chosen = costs or Costs()
            counts = link(
                engine,
                roster=listed.standard,
                registry=held.standard,
                model=model or default_model(),
                limits=thresholds(chosen),
                progress=progress,
            )
            outcomes = evaluate(engine, truth=pairs, costs=chosen)
        run.record(snapshots=[listed.snapshot.id, held.snapshot.id])
    return Evaluated(outcomes=outcomes, counts=counts, run=str(run.id))
