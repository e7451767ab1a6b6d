"""The groups that a health-insurance card names by its two letters: what kind of card that makes, and who pays it.

The table is data (``card_groups.csv``): each code with its meaning, its benefit digit, since when it is in use and the
text that was seen to list or use it, and whether its name and its payer were confirmed in a source or are general
knowledge. A review shows the kind; the contribution rules of each group, and the level of benefit on a date, live in
:mod:`baophu.law`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, cast

CardKind = Literal["pupil", "other_group", "state_paid"]
Payer = Literal["participant", "participant_state", "state", "si_fund", "employer_worker"]
Status = Literal["CONFIRMED", "RECALLED"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """One group of cards; ``status`` is RECALLED where its name or its payer still waits for the agency's word.

    ``digit`` is the benefit digit that cards of the group were first printed with: it is not the level of benefit on a
    date (:func:`baophu.law.benefits.benefit_level` is). ``valid_from`` and ``valid_to`` are the first and last day of
    the code, ``text`` the legal text that lists or uses it; a date that no source gives is None.
    """

    code: str
    kind: CardKind
    payer: Payer
    name_vi: str
    name_en: str
    digit: int | None
    valid_from: date | None
    valid_to: date | None
    text: str
    name_status: Status
    payer_status: Status

    @property
    def status(self) -> Status:
        """CONFIRMED only where both the name and the payer are."""
        return "CONFIRMED" if self.name_status == self.payer_status == "CONFIRMED" else "RECALLED"


@cache
def card_groups() -> dict[str, CardGroup]:
    """All known groups by their code."""
    table = files(__package__).joinpath("card_groups.csv").read_text(encoding="utf-8")
    return {row["code"]: _group(row) for row in csv.DictReader(table.splitlines())}


def _group(row: Mapping[str, str]) -> CardGroup:
    return CardGroup(
        code=row["code"],
        kind=cast(CardKind, row["kind"]),
        payer=cast(Payer, row["payer"]),
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        digit=int(row["digit"]) if row["digit"] else None,
        valid_from=_day(row["from"]),
        valid_to=_day(row["to"]),
        text=row["text"],
        name_status=cast(Status, row["name_status"]),
        payer_status=cast(Status, row["payer_status"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def card_kind(group: str | None) -> CardKind:
    """The kind of card that a group code makes; a code that is missing or not in the table is another group's."""
    known = card_groups().get((group or "").strip().upper()[:2])
    return known.kind if known else "other_group"
