"""An engine that lets a plain-Python twin do every step again, and stops at the first difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from baophu.engine.duck import Engine
from baophu.engine.steps import Step

Row = dict[str, Any]


class CheckedEngine(Engine):
    """Each step with a twin in ``twins`` must give the twin's rows exactly; ``checked`` counts rows by step."""

    def __init__(self, *, twins: Mapping[str, Callable[..., list[Row]]], folders: list[Path], threads: int = 1) -> None:
        super().__init__(folders=folders, threads=threads)
        self.twins = twins
        self.checked: Counter[str] = Counter()

    def rows(self, name: str) -> list[Row]:
        """All rows of a table."""
        return list(self.arrow(f'SELECT * FROM "{name}"').to_pylist())

    def run(self, step: Step, parameters: Mapping[str, object] | None = None) -> None:
        """Run the step, and its twin over the inputs that its header names."""
        inputs = {name: self.rows(name) for name in step.inputs}
        super().run(step, parameters)
        if step.name not in self.twins:
            return
        expected = self.twins[step.name](inputs, parameters or {})
        check_same(step.name, self.rows(step.output), expected)
        self.checked[step.name] += len(expected)


def check_same(name: str, found: list[Row], expected: list[Row]) -> None:
    """The same rows, in any order, with the same columns and the same types of value."""
    key = _ordered
    for got, meant in zip(sorted(found, key=key), sorted(expected, key=key), strict=False):
        assert got == meant, f"{name}: SQL {got}\nbut twin {meant}"
    assert len(found) == len(expected), f"{name}: SQL gives {len(found)} rows, the twin {len(expected)}"


def _ordered(row: Row) -> str:
    return repr(sorted(row.items()))
