"""The result of a comparison as a table on the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Measure
from benchmarks.timing import Runs

HEADERS = (
    "tool", "link s", "× floor", "peak MB", "precision", "recall", "to a person", "%", "false has", "false no",
    "duplicates",
)  # fmt: skip
KIND_HEADERS = ("damage", "rows", "recall", "wrong", "to a person", "missed", "false has")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """One tool on one draw; ``measure`` is None for the floor, which decides nothing."""

    tool: str
    runs: Runs
    measure: Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """All tools on one draw."""

    key: str
    title: str
    tools: tuple[ToolResult, ...]

    @property
    def floor(self) -> float | None:
        """Median seconds of the floor, if it ran."""
        return next((one.runs.median for one in self.tools if one.tool == "floor"), None)


def rows_of(result: CaseResult) -> list[tuple[str, ...]]:
    """The table of one draw as text cells, in the order of ``HEADERS``."""
    return [_row(one, result.floor) for one in result.tools]


def _row(one: ToolResult, floor: float | None) -> tuple[str, ...]:
    timing = (
        one.tool,
        f"{one.runs.median:.2f}",
        f"{one.runs.median / floor:.1f}" if floor else "",
        f"{one.runs.peak_rss_mb:,.0f}",
    )
    if one.measure is None:
        return (*timing, *[""] * (len(HEADERS) - len(timing)))
    m = one.measure
    return (
        *timing,
        f"{m.precision:.5f}",
        f"{m.recall:.5f}",
        f"{m.sent_to_person:,}",
        f"{100 * m.sent_share:.2f}",
        f"{m.false_has:,} of {m.without_valid_card:,}",
        f"{m.false_no:,}",
        f"{m.duplicates_found:,} of {m.duplicates:,}",
    )


def kind_rows(measure: Measure) -> list[tuple[str, ...]]:
    """Accuracy by kind of damage as text cells, in the order of ``KIND_HEADERS``."""
    return [
        (
            kind.kind, f"{kind.rows:,}", f"{kind.recall:.4f}", f"{kind.wrong:,}", f"{kind.sent_to_person:,}",
            f"{kind.missed:,}", f"{kind.false_has:,}",
        )
        for kind in measure.kinds
    ]  # fmt: skip


def print_case(console: Console, result: CaseResult) -> None:
    """Print the table of one draw."""
    table = Table(title=result.title, title_justify="left")
    for place, header in enumerate(HEADERS):
        table.add_column(header, justify="left" if place == 0 else "right")
    for row in rows_of(result):
        table.add_row(*row)
    console.print(table)


def _markdown_table(headers: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(headers) + " |", "|---|" + "---:|" * (len(headers) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    packages = {name: version(name) for name in ("baophu", "duckdb", "splink", "rapidfuzz", "pyarrow")}
    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cpus": str(os.cpu_count()),
        "python": platform.python_version(),
        **packages,
    }


def write_results(folder: Path, results: list[CaseResult], whole: dict[str, object] | None) -> None:
    """Write ``latest.md`` and ``latest.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    about = machine()
    parts = ["# Linkage, measured", "", ", ".join(f"{name} {value}" for name, value in about.items()), "", _ABOUT]
    for result in results:
        parts += ["", f"## {result.title}", "", _markdown_table(HEADERS, rows_of(result))]
        for one in result.tools:
            if one.tool == "ours" and one.measure:
                parts += ["", "Ours by kind of damage:", "", _markdown_table(KIND_HEADERS, kind_rows(one.measure))]
                parts += ["", "Calibration of ours:", "", *_calibration(one.measure)]
    if whole:
        parts += [
            "",
            "## Whole review, xlsx + csv in, xlsx out",
            "",
            *(f"* {key}: {value}" for key, value in whole.items()),
        ]
    (folder / "latest.md").write_text("\n".join(parts) + "\n", encoding="utf-8")
    (folder / "latest.json").write_text(json.dumps(_plain(about, results, whole), indent=1) + "\n", encoding="utf-8")


def _calibration(measure: Measure) -> list[str]:
    rows = [
        (f"{one.low:g}–{one.high:g}", f"{one.rows:,}", f"{one.mean_score:.4f}", f"{one.right:.4f}")
        for one in measure.calibration
        if one.rows
    ]
    return [_markdown_table(("score", "rows", "mean score", "best candidate right"), rows)]


def _plain(about: dict[str, str], results: list[CaseResult], whole: dict[str, object] | None) -> dict[str, object]:
    cases = {
        result.key: {
            one.tool: {
                "seconds": one.runs.seconds,
                "peak_rss_mb": one.runs.peak_rss_mb,
                "measure": one.measure.summary() if one.measure else None,
            }
            for one in result.tools
        }
        for result in results
    }
    return {"machine": about, "cases": cases, "whole": whole}


_ABOUT = """\
*link s*: a warm process, both sides standardised Parquet in, decisions out (median; peers once). The floor reads both
inputs to the last column and joins them once on the number. *precision*: right matches of all matches the tool made
by itself; *recall*: right matches of the rows whose child is in the registry; a row sent to a person is neither.
*false has*: the tool said by itself that the child is insured, and the child is not. *false no*: it said there is no
valid card, and there is. All tools but the naive merge compare the same standardised columns; all peers decide by the
same rule."""
