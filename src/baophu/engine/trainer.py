"""Splink 5 as the trainer of match and non-match probabilities; nothing of Splink is needed to score.

The only module that imports Splink. Levels come in as SQL conditions in the order of their CASE branches; what comes out
is, for each comparison and level, how often it is seen among matches (m) and among random pairs (u).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baophu.engine.duck import Engine

MAX_U_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainLevel:
    """One CASE branch: the level it gives and its condition over ``<column>_l`` and ``<column>_r`` (``ELSE`` = last)."""

    level: int
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Probabilities of one level among matches and among random pairs; ``None`` where nothing was seen."""

    m: float
    u: float


def train_levels(
    engine: Engine,
    *,
    left: str,
    right: str,
    comparisons: Mapping[str, Sequence[TrainLevel]],
    blocks: Sequence[str],
    seed: int,
) -> dict[str, dict[int, Learnt]]:
    """Learn m by expectation-maximisation in each of ``blocks`` and u from random pairs of ``left`` × ``right``.

    ``left`` and ``right`` are tables of the engine with a column ``unique_id``. Branches of one level add up. A level that
    no block could teach is missing from the answer.
    """
    import splink.internals.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI(engine.connection)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.CustomComparison(
                output_column_name=name,
                comparison_levels=[
                    {"sql_condition": one.condition, "label_for_charts": f"{place}", "is_null_level": one.level == -1}
                    for place, one in enumerate(levels)
                ],
            )
            for name, levels in comparisons.items()
        ],
        retain_intermediate_calculation_columns=False,
    )
    tables = [database.register(left), database.register(right)]
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=MAX_U_PAIRS, seed=seed)
    for block in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block, fix_u_probabilities=True)
    return _read(linker.misc.save_model_to_json(), comparisons)


def _read(saved: Mapping[str, object], comparisons: Mapping[str, Sequence[TrainLevel]]) -> dict[str, dict[int, Learnt]]:
    learnt: dict[str, dict[int, Learnt]] = {}
    for stored in saved["comparisons"]:  # type: ignore[attr-defined]
        name = str(stored["output_column_name"])
        sums: dict[int, tuple[float, float]] = {}
        for one, level in zip(comparisons[name], stored["comparison_levels"], strict=True):
            if one.level >= 0 and level.get("m_probability") is not None and level.get("u_probability") is not None:
                m, u = sums.get(one.level, (0.0, 0.0))
                sums[one.level] = (m + float(level["m_probability"]), u + float(level["u_probability"]))
        learnt[name] = {level: Learnt(m=m, u=u) for level, (m, u) in sums.items()}
    return learnt
