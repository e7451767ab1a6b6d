"""Splink 5 on DuckDB, configured well.

Eleven blocking rules, nine comparisons, term frequencies, u from a million pairs, three rounds of EM. The registry is
cut to the roster's birth years and to the numbers in the roster before it is compared, as one would.
Training is part of the run: the tool is given no labels and no stored model.
"""

from __future__ import annotations

import logging
from typing import Any

import duckdb
import splink.internals.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from benchmarks.peers.decide import Rule, connect, read_inputs, write_decisions
from benchmarks.peers.task import Task

RULE = Rule(accept=7.0, margin=4.0, reject=-1.0)
CHUNK_ROWS = 2_000_000
Level = ComparisonLevelCreator | dict[str, Any]


BLOCKS = (
    "l.si = r.si",
    "l.pid = r.pid",
    "l.plain = r.plain and l.day = r.day",
    "l.given_plain = r.given_plain and l.day = r.day",
    "l.plain = r.plain and l.year = r.year and l.place = r.place",
    "l.day = r.day and l.place = r.place",
    "l.day = r.day and l.family = r.family",
    "l.tokens = r.tokens and l.year = r.year",
    "l.household = r.household and l.year = r.year",
    "l.plain = r.plain and l.md = r.md",
    "l.swapped = r.day and l.given_plain = r.given_plain",
)
_TRAINING = (
    "l.plain = r.plain and l.day = r.day",
    "l.si = r.si",
    "l.day = r.day and l.place = r.place",
)
_CERTAIN = ("l.si = r.si and l.plain = r.plain", "l.plain = r.plain and l.day = r.day")
_COLUMNS = (
    "row AS unique_id, plain, given_plain, trim(family || ' ' || middle) AS front, family, tokens, year, md, day,"
    " sex, si, pid, place, household, father, mother,"
    " CASE WHEN md % 100 <= 12 THEN 10000 * year + 100 * (md % 100) + md // 100 END AS swapped"
)


def link(task: Task) -> None:
    """Train on the two files, score the blocked pairs, decide by the common rule."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    con = connect()
    read_inputs(con, task.roster, task.cards)
    _prepare(con)
    database = DuckDBAPI(con)
    linker = Linker(
        [database.register("a_side"), database.register("b_side")],
        _settings(),
        log_level=None,
    )
    linker.training.estimate_probability_two_random_records_match(list(_CERTAIN), recall=0.85)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in _TRAINING:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)
    count = con.execute("SELECT count(*) FROM b_side").fetchall()[0][0]
    chunks = max(1, round(count / CHUNK_ROWS))
    scored = linker.inference.predict(threshold_match_weight=-6, num_chunks_left=chunks, num_chunks_right=1)
    con.execute(
        f"""CREATE TABLE pairs AS SELECT unique_id_l AS row, unique_id_r AS card_row, max(match_weight) AS weight
        FROM {scored.physical_name} GROUP BY 1, 2"""
    ).fetchall()
    write_decisions(
        con,
        "pairs",
        RULE,
        task.out,
        chance="1 - 1 / (1 + pow(2, least(coalesce(b.weight, -60), 60)))",
    )
    con.close()


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"CREATE TABLE a_side AS SELECT {_COLUMNS} FROM roster").fetchall()
    con.execute(
        f"""CREATE TABLE b_side AS SELECT {_COLUMNS} FROM cards
        WHERE year BETWEEN (SELECT quantile_disc(year, 0.001) - 2 FROM roster)
                AND (SELECT quantile_disc(year, 0.999) + 2 FROM roster)
            OR si IN (SELECT si FROM roster) OR pid IN (SELECT pid FROM roster)"""
    ).fetchall()


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.CustomComparison(output_column_name=name, comparison_levels=levels) for name, levels in _levels()
        ],
        blocking_rules_to_generate_predictions=[{"blocking_rule": rule} for rule in BLOCKS],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def _level(condition: str, *, tf: str | None = None) -> Level:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": condition}
    if tf:
        level |= {"tf_adjustment_column": tf, "tf_adjustment_weight": 1.0}
    return level


def _null(*columns: str) -> Level:
    condition = " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")
    return {
        "sql_condition": condition,
        "label_for_charts": "null",
        "is_null_level": True,
    }


_ELSE: Level = {"sql_condition": "ELSE", "label_for_charts": "else"}


def _levels() -> list[tuple[str, list[Level]]]:
    return [
        ("given", [
            _null("given_plain"),
            _level("given_plain_l = given_plain_r", tf="given_plain"),
            _level("tokens_l = tokens_r"),
            _level("jaro_winkler_similarity(given_plain_l, given_plain_r) >= 0.88 AND length(given_plain_l) > 2"),
            _ELSE,
        ]),
        ("front", [
            _null("front"),
            _level("front_l = front_r", tf="front"),
            _level("tokens_l = tokens_r"),
            _level("jaro_winkler_similarity(front_l, front_r) >= 0.92"),
            _level("family_l = family_r"),
            _ELSE,
        ]),
        ("birth", [
            _null("year"),
            _level("day_l = day_r"),
            _level("swapped_l = day_r"),
            _level("md_l IS NULL AND year_l = year_r OR md_r IS NULL AND year_l = year_r"),
            _level("year_l = year_r AND (md_l // 100 = md_r // 100 OR md_l % 100 = md_r % 100)"),
            _level("md_l = md_r AND abs(year_l - year_r) <= 1"),
            _level("year_l = year_r"),
            _ELSE,
        ]),
        ("sex", [_null("sex"), _level("sex_l = sex_r"), _ELSE]),
        ("si", [
            _null("si"),
            _level("si_l = si_r"),
            _level("levenshtein(CAST(si_l AS VARCHAR), CAST(si_r AS VARCHAR)) <= 1"),
            _ELSE,
        ]),
        ("pid", [_null("pid"), _level("pid_l = pid_r"), _ELSE]),
        ("place", [_null("place"), _level("place_l = place_r", tf="place"), _ELSE]),
        ("household", [_null("household"), _level("household_l = household_r"), _ELSE]),
        ("parents", [
            {
                "sql_condition": "coalesce(father_l, mother_l) IS NULL OR coalesce(father_r, mother_r) IS NULL",
                "label_for_charts": "null",
                "is_null_level": True,
            },
            _level("father_l = father_r AND mother_l = mother_r"),
            _level("father_l = father_r OR mother_l = mother_r"),
            _level(
                "jaro_winkler_similarity(father_l, father_r) >= 0.92"
                " OR jaro_winkler_similarity(mother_l, mother_r) >= 0.92"
            ),
            _ELSE,
        ]),
    ]  # fmt: skip
