"""``make bench``: the product, the floor and the peers side by side on data the product did not make.

``python -m benchmarks.run`` runs every draw; ``--short`` the small one once (for every push), ``--draws`` a choice,
``--whole`` also times ``baophu review`` from a workbook and a CSV to a workbook.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
from rich.console import Console

from benchmarks.bench_data import CASES, Case, ensure_draw
from benchmarks.draws.files import write_files
from benchmarks.draws.output import REVIEW_DATE
from benchmarks.measure import Measure, measure_folder
from benchmarks.report import CaseResult, ToolResult, print_case, write_results
from benchmarks.timing import interleaved, once, run_watched

ROOT = Path(__file__).parents[1]
PEERS = ("splink", "rapidfuzz", "naive")
REPETITIONS = 5


def compare(case: Case, home: Path, *, repetitions: int, peers: tuple[str, ...]) -> CaseResult:
    """Ours and the floor interleaved, then each peer once, all on one draw."""
    draw = ensure_draw(case, home)
    with tempfile.TemporaryDirectory(prefix="decisions-", dir=home) as folder:
        outs = {tool: Path(folder) / f"{tool}.parquet" for tool in ("floor", "ours", *peers)}
        runs = interleaved(draw, {tool: outs[tool] for tool in ("floor", "ours")}, repetitions=repetitions)
        runs |= {tool: once(tool, draw, outs[tool]) for tool in peers}
        results = [
            ToolResult(tool=tool, runs=runs[tool], measure=None if tool == "floor" else measure_folder(draw, out))
            for tool, out in outs.items()
        ]
    return CaseResult(key=case.key, title=case.title, tools=tuple(results))


def whole_review(case: Case, home: Path) -> dict[str, object]:
    """Time ``baophu review`` as a user starts it, and judge the rows it wrote."""
    draw = ensure_draw(case, home)
    roster, cards = write_files(draw)
    with tempfile.TemporaryDirectory(prefix="review-", dir=home) as folder:
        result = Path(folder) / "result.xlsx"
        command = [
            str(Path(sys.executable).parent / "baophu"), "review", str(roster), "--cards", str(cards),
            "--on", REVIEW_DATE, "--out", str(result), "--home", str(Path(folder) / "home"), "--json",
        ]  # fmt: skip
        runs, output = run_watched(command)
        judged = judge_workbook(draw, result)
    return {
        "draw": case.key,
        "seconds": round(runs.median, 1),
        "peak MB of the largest process": round(runs.peak_rss_mb),
        "seconds by part": json.loads(output)["seconds"],
        "precision": round(judged.precision, 5),
        "recall": round(judged.recall, 5),
        "sent to a person": judged.sent_to_person,
        "false has": judged.false_has,
    }


def judge_workbook(draw: Path, result: Path) -> Measure:
    """Judge the workbook that a review wrote by the truth of its draw."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(result))
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        at = next((place for place, row in enumerate(rows) if "verdict" in row and "card_row" in row), None)
        if at is not None:
            break
    else:
        raise ValueError(f"{result}: no sheet has the columns of a review")
    places = {header: rows[at].index(header) for header in ("row", "verdict", "card_row", "score")}
    listed = [row for row in rows[at + 1 :] if row[places["row"]] not in ("", None)]
    verdicts = [str(row[places["verdict"]]) for row in listed]
    table = {
        "row": pa.array([int(float(str(row[places["row"]]))) for row in listed], pa.int32()),
        "decision": pa.array(
            [{"doubtful": "doubtful", "not_covered": "none"}.get(verdict, "match") for verdict in verdicts]
        ),
        "card_row": pa.array([_number(row[places["card_row"]]) for row in listed], pa.float64()).cast(pa.int32()),
        "score": pa.array([_number(row[places["score"]]) for row in listed], pa.float64()),
    }
    import pyarrow.parquet as pq

    beside = result.with_suffix(".parquet")
    pq.write_table(pa.table(table), beside)
    return measure_folder(draw, beside)


def _number(cell: object) -> float | None:
    return float(str(cell)) if cell not in ("", None) else None


def main() -> None:
    """Run what is asked for, print it and write ``benchmarks/results``."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the small draw, one repetition")
    parser.add_argument("--whole", action="store_true", help="also time the whole review")
    parser.add_argument("--draws", nargs="*", choices=[case.key for case in CASES], help="only these draws")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    parser.add_argument("--home", type=Path, default=ROOT / "bench-data")
    parser.add_argument("--results", type=Path, default=None)
    asked = parser.parse_args()
    console = Console(width=max(140, Console().width))
    keys = ["usual-S"] if asked.short else asked.draws or [case.key for case in CASES if case.key != "usual-S"]
    asked.home.mkdir(parents=True, exist_ok=True)
    results = []
    for case in (one for one in CASES if one.key in keys):
        result = compare(
            case, asked.home, repetitions=1 if asked.short else asked.repetitions, peers=tuple(asked.peers)
        )
        print_case(console, result)
        results.append(result)
    whole = None
    if asked.whole:
        whole = whole_review(
            next(case for case in CASES if case.key == ("usual-S" if asked.short else "usual-M")), asked.home
        )
        console.print(whole)
    target = asked.results or (asked.home if asked.short else ROOT / "benchmarks" / "results")
    write_results(target, results, whole)
    for leftover in asked.home.glob(".making-*"):
        shutil.rmtree(leftover)
    console.print(f"{target / 'latest.md'}")


if __name__ == "__main__":
    main()
