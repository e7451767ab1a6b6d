"""Linkage in bulk: a standardised roster against a standardised registry, decisions out.

Comes after :mod:`baophu.registry.bulk` and before the verdicts. The order of work: numbers that name and date confirm;
the same name and date; wide candidates for what is left; the share of children without a card re-estimated on the rest;
one registry person to one row of the list; three outcomes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2
from pathlib import Path

import pyarrow as pa

from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.kernel.card_groups import card_kind
from baophu.linkage.domain import Thresholds, estimate_present, probability
from baophu.linkage.evidence import evidence_of
from baophu.linkage.model import Model, common_given_names

PACKAGE = "baophu.linkage"
WINDOW_MARGIN_YEARS = 2
SAME_PERSON_TWICE = 0.004
DAMAGED_SHARE = 0.1  # of rows of people who have a card, how many do not find it by name and date
NO_EVIDENCE = -60_000
# Two rows with one number are one person, if the other of name and date agrees too; so each comparison is learnt where
# it took no part in the choice.
SURE_WITHOUT = {
    "name": "birth_level >= 6 AND name_level >= 1",
    "birth": "name_level >= 6",
    "sex": "name_level >= 6 AND birth_level >= 4",
    "place": "name_level >= 6 AND birth_level >= 4",
    "hamlet": "name_level >= 6 AND birth_level >= 4",
    "home": "name_level >= 6 AND birth_level >= 4",
    "parents": "name_level >= 6 AND birth_level >= 4",
    "phone": "name_level >= 6 AND birth_level >= 4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCounts:
    """What linkage did: rows by way and outcome, and the share of the open rows that it believes to have a card."""

    rows: int
    by_number: int
    by_name_and_date: int
    open_rows: int
    present_share: float


def _milli(share: float) -> int:
    return round(1000 * log2(share))


def _odds(share: float) -> int:
    return _milli(share) - _milli(1 - share)


def _step(engine: Engine, name: str, **parameters: object) -> None:
    engine.run(load_step(PACKAGE, name), parameters or None)


def _score(engine: Engine, model: Model, present: float, people: int) -> None:
    """Levels, weights and the best card row of each person, for what stands in ``pairs``."""
    _step(engine, "compare")
    _step(
        engine,
        "score",
        present=_milli(present),
        absent=_milli(1 - present),
        log_n=_milli(max(people, 2)),
        twin_rate=_milli(model.twin_rate),
        kin_rate=_milli(model.kin_rate),
    )
    _step(engine, "candidates")


def _rank(engine: Engine, *, accept: int, near_shift: int, open_shift: int = 0) -> None:
    owned = _milli(SAME_PERSON_TWICE)
    _step(engine, "ranked", near_shift=near_shift, open_shift=open_shift, owned=owned, accept=accept)


def _adapted(engine: Engine, model: Model) -> Model:
    """``model`` with m learnt from the pairs of this very list that share a number (a sample of them)."""
    _step(engine, "number_sample")
    _step(engine, "compare")
    counts = {
        comparison: {
            int(level): int(count)
            for level, count in engine.execute(
                f"SELECT {comparison}_level, count(*) FROM compared WHERE {condition} AND {comparison}_level >= 0 GROUP BY 1"
            )
        }
        for comparison, condition in SURE_WITHOUT.items()
    }
    return model.adapted(counts)


def _present_share(engine: Engine, present: float, *, among: str, rows: int, unseen: int) -> float:
    """The share of the ``rows`` rows of the table ``among`` that have a card, from their best candidates.

    ``unseen`` is the weight of evidence of a row without any candidate, in thousandths of a bit.
    """
    base = _odds(present)
    histogram = {
        int(weight) - base: int(count)
        for weight, count in engine.execute(
            f"""SELECT 100 * (net // 100), count(*) FROM (
                SELECT candidates.row, max(net) AS net FROM candidates
                SEMI JOIN {among} AS chosen ON chosen.row = candidates.row GROUP BY 1
            ) GROUP BY 1"""
        )
    }
    histogram[unseen] = histogram.get(unseen, 0) + rows - sum(histogram.values())
    return estimate_present(histogram, rows=rows, start=present)


def _read_both(engine: Engine, roster: Path, registry: Path) -> tuple[int, int]:
    """Name both sides, the card rows that may be candidates and what a number settles; rows and registry people."""
    engine.name_parquet("roster_file", roster)
    engine.execute("CREATE OR REPLACE TABLE roster AS SELECT * FROM roster_file")
    engine.name_parquet("registry", registry)
    years = engine.execute(
        "SELECT coalesce(quantile_disc(year, 0.001), 0), coalesce(quantile_disc(year, 0.999), 9999) FROM roster"
    )[0]
    _step(engine, "number_hits")
    _step(
        engine,
        "cards",
        year_from=int(years[0]) - WINDOW_MARGIN_YEARS,
        year_to=int(years[1]) + WINDOW_MARGIN_YEARS,
    )
    engine.name_table("common_given", common_given_names())
    _step(engine, "known_roster")
    _step(engine, "terms")
    _step(engine, "settled_by_number")
    people = int(engine.execute("SELECT count(*) FROM cards WHERE row = person AND in_window")[0][0])
    return engine.count("roster"), people


def _near(engine: Engine, model: Model, *, people: int, unsettled: int, accept: int) -> int:
    """Decide what name and date decide, and leave the rest in ``open_rows``; the change of every weight that the share
    of these rows with a card makes.
    """
    engine.execute("CREATE OR REPLACE TABLE owners (person INTEGER, row INTEGER)")
    engine.execute("CREATE OR REPLACE TABLE open_rows (row INTEGER)")
    _step(engine, "near_pairs")
    _score(engine, model, model.present, people)
    engine.execute(
        """CREATE OR REPLACE TABLE unsettled AS SELECT roster.row FROM roster
        ANTI JOIN settled_by_number ON settled_by_number.row = roster.row"""
    )
    share = _present_share(engine, model.present, among="unsettled", rows=unsettled, unseen=_milli(DAMAGED_SHARE))
    shift = _odds(share) - _odds(model.present)
    _rank(engine, accept=accept, near_shift=shift)
    engine.execute("CREATE OR REPLACE TABLE near_candidates AS SELECT * FROM candidates")
    engine.execute(
        f"""CREATE OR REPLACE TABLE open_rows AS SELECT unsettled.row FROM unsettled ANTI JOIN
        (SELECT row FROM ranked WHERE least(net, gap) >= {int(accept)}) AS done ON done.row = unsettled.row"""
    )
    return shift


def _wide(engine: Engine, model: Model, *, people: int, open_count: int) -> float:
    """Candidates of the open rows beside those of the decided ones; the share of the open rows that have a card."""
    _step(engine, "wide_pairs")
    _score(engine, model, model.present, people)
    engine.execute(
        "INSERT INTO candidates SELECT near_candidates.* FROM near_candidates"
        " ANTI JOIN open_rows ON open_rows.row = near_candidates.row"
    )
    return _present_share(engine, model.present, among="open_rows", rows=open_count, unseen=NO_EVIDENCE)


def link(
    engine: Engine,
    *,
    roster: Path,
    registry: Path,
    model: Model,
    limits: Thresholds,
    progress: Callable[[str], None] = lambda step: None,
) -> LinkCounts:
    """Link ``roster`` to ``registry`` (both standardised Parquet); leaves the table ``decisions`` in the engine.

    Grain of ``decisions``: one row a roster row. Weights are thousandths of a bit.
    """
    progress("numbers")
    rows, people = _read_both(engine, roster, registry)
    model = _adapted(engine, model)
    engine.name_table("weights", model.weights_table())
    by_number = engine.count("settled_by_number")
    progress("names")
    near_shift = _near(engine, model, people=people, unsettled=rows - by_number, accept=limits.accept)
    progress("candidates")
    open_count = engine.count("open_rows")
    share = _wide(engine, model, people=people, open_count=open_count)
    open_shift = _odds(share) - _odds(model.present)
    progress("decisions")
    _rank(engine, accept=limits.accept, near_shift=near_shift, open_shift=open_shift)
    _step(engine, "owners", accept=limits.accept)
    _rank(engine, accept=limits.accept, near_shift=near_shift, open_shift=open_shift)
    _step(engine, "decisions", accept=limits.accept, reject=limits.reject)
    engine.drop(
        "pairs", "compared", "scored", "candidates", "near_candidates", "terms", "ranked", "owners", "number_hits"
    )
    return LinkCounts(
        rows=rows,
        by_number=by_number,
        by_name_and_date=rows - by_number - open_count,
        open_rows=open_count,
        present_share=share,
    )


def _name_kinds(engine: Engine) -> None:
    """Name the table ``kinds``: card_group → card_kind, for every group in the registry."""
    groups = [str(row[0]) for row in engine.execute("SELECT DISTINCT coalesce(card_group, '') FROM registry")]
    kinds = [card_kind(group) if group else None for group in groups]
    engine.name_table(
        "kinds", pa.table({"card_group": pa.array(groups, pa.string()), "kind": pa.array(kinds, pa.string())})
    )


def _name_reasons(engine: Engine, stale: str | None) -> None:
    """Name the table ``reasons``: one row a combination of levels, with its sentence in Vietnamese."""
    combinations = [str(row[0]) for row in engine.execute("SELECT DISTINCT combination FROM reasoned")]
    sentences = [evidence_of(combination, stale=stale) for combination in combinations]
    engine.name_table(
        "reasons",
        pa.table({"combination": pa.array(combinations, pa.string()), "evidence": pa.array(sentences, pa.string())}),
    )


def _name_chances(engine: Engine) -> None:
    """Name the table ``chances``: tenths of a bit of log-odds → probability, as a number and in three digits."""
    bits = list(range(-300, 301))
    chances = [min(max(round(probability(100 * one), 4), 0.0001), 0.9999) for one in bits]  # never certain
    engine.name_table(
        "chances",
        pa.table(
            {
                "percent_bits": pa.array(bits, pa.int32()),
                "chance": pa.array(chances, pa.float64()),
                "words": pa.array([f"{chance:.3f}" for chance in chances], pa.string()),
            }
        ),
    )


def decide_verdicts(engine: Engine, *, on: date, expiring_within: int, stale: str | None) -> pa.Table:
    """Verdict and evidence of every accepted roster row, after :func:`link` in the same engine.

    ``stale`` is the as-of date (dd/mm/yyyy) of an extract too old to say "expired" or "not covered" without naming it.
    Grain and columns: the step ``result``, ordered by ``row``.
    """
    _name_kinds(engine)
    _step(engine, "card_states", day=on, soon=on + timedelta(days=expiring_within))
    _step(engine, "twice")
    _step(engine, "verdicts")
    _step(engine, "settled_pairs")
    _step(engine, "compare")
    _step(engine, "reasoned")
    _name_reasons(engine, stale)
    _name_chances(engine)
    _step(engine, "result")
    return engine.arrow("SELECT * FROM result ORDER BY row")
