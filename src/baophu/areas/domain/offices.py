"""The offices of the social insurance that we ship: who works where, a tree beside the tree of areas.

Names and dates are general knowledge (see ``data/README.md``); the database rows are loaded from here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from baophu.areas.domain.history import LIST_FROM, PROVINCES_MERGED


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeVersion:
    """One office for the days it worked, ``valid_to`` not included; ``seat_code`` is the area it works for."""

    code: str
    name: str
    parent_code: str
    seat_code: str
    valid_from: date
    valid_to: date | None

    @property
    def key(self) -> tuple[str, date]:
        """What tells this version from every other: its code and its first day."""
        return self.code, self.valid_from


@cache
def read_offices() -> tuple[OfficeVersion, ...]:
    """The office of the province, then one a district, until districts ended."""
    text = (resources.files("baophu.areas") / "data" / "offices-2021.csv").read_text(encoding="utf-8")
    return tuple(
        OfficeVersion(
            code=row["code"], name=row["name"], parent_code=row["parent_code"], seat_code=row["seat_code"],
            valid_from=LIST_FROM, valid_to=PROVINCES_MERGED,
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip
