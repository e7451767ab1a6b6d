"""Named SQL steps: one ``.sql`` file a step, one output each, with a header that says what goes in and comes out.

The header is a block of ``--`` lines ``key: value`` at the top of the file; a value may go on over further lines::

    -- step: candidates
    -- inputs: roster, registry
    -- output: candidates
    -- grain: one row a (roster row, registry person)
    -- columns: roster_row INTEGER; person INTEGER
    -- units: scores in thousandths of a bit
    -- params: window_years

Inputs are bound by name and never by path, so that the same text runs over Parquet, Arrow or another engine's tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

REQUIRED_KEYS = ("step", "inputs", "output", "grain", "columns")
KNOWN_KEYS = (*REQUIRED_KEYS, "units", "params", "why")
_HEADER_LINE = re.compile(r"--\s?(?:(?P<key>[a-z]+):\s*)?(?P<text>.*)")


class StepHeaderError(ValueError):
    """A ``.sql`` file whose header is missing, incomplete or says something unknown: our own fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One SQL step as read from its file."""

    name: str
    inputs: tuple[str, ...]
    output: str
    params: tuple[str, ...]
    grain: str
    columns: tuple[str, ...]
    sql: str


def _names(text: str, separator: str = ",") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def parse_step(text: str, *, source: str) -> Step:
    """Read one step from the text of its file; ``source`` names it in errors (``StepHeaderError``)."""
    header: dict[str, str] = {}
    key = ""
    lines = text.splitlines()
    body_from = len(lines)
    for number, line in enumerate(lines):
        if not line.startswith("--"):
            body_from = number
            break
        found = _HEADER_LINE.match(line)
        if found and found["key"] in KNOWN_KEYS:
            key = found["key"]
            header[key] = found["text"].strip()
        elif found and key and not found["key"]:
            header[key] += " " + found["text"].strip()
        else:
            raise StepHeaderError(f"{source}: line {number + 1} of the header is not understood: {line!r}")
    missing = [name for name in REQUIRED_KEYS if name not in header]
    if missing:
        raise StepHeaderError(f"{source}: the header lacks {', '.join(missing)}")
    sql = "\n".join(lines[body_from:]).strip().rstrip(";")
    if not sql:
        raise StepHeaderError(f"{source}: there is no SQL under the header")
    return Step(
        name=header["step"],
        inputs=_names(header["inputs"]),
        output=header["output"],
        params=_names(header.get("params", "")),
        grain=header["grain"],
        columns=_names(header["columns"], ";"),
        sql=sql,
    )


@cache
def load_step(package: str, name: str) -> Step:
    """The step ``name`` of a package's ``sql`` folder, for example ``load_step("baophu.linkage", "candidates")``."""
    file = resources.files(package) / "sql" / f"{name}.sql"
    step = parse_step(file.read_text(encoding="utf-8"), source=f"{package}/sql/{name}.sql")
    if step.name != name:
        raise StepHeaderError(f"{package}/sql/{name}.sql calls itself {step.name!r}")
    return step
