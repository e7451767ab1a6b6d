"""What a review found, as counts: the figures behind the summary sheet, the terminal and the page of a review.

Made by the flow from the decisions, read by the writers of this package. Counts are rows of the roster.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from baophu.reports.review_columns import CARD_KIND_WORDS, VERDICT_FACES

FRESH_DAYS = 15
"""Days up to which an extract of the cards passes as fresh; older ones are named in every verdict they weaken."""

Subject = Literal["pupil", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """Verdict counts of one class, sheet, school or commune."""

    name: str
    verdicts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """Rows of the group."""
        return sum(self.verdicts.values())

    @property
    def holding(self) -> int:
        """Rows whose person holds a card on the date of the review."""
        return holding(self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """The figures of one review, with what they rest on."""

    title: str
    roster_name: str
    cards_name: str
    cards_as_of: date | None
    on: date
    verdicts: Mapping[str, int]
    generated_at: datetime
    run_id: str
    code_version: str
    expiring_within: int = 30
    card_kinds: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[GroupCounts, ...] = ()
    group_label: str = "Lớp"
    subject: Subject = "pupil"
    warnings: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of the roster."""
        return sum(self.verdicts.values())

    @property
    def holding(self) -> int:
        """Rows whose person holds a card on the date of the review (``covered`` and ``expiring``)."""
        return holding(self.verdicts)

    @property
    def cards_age_days(self) -> int | None:
        """Days between the card extract and the date of the review; None while the extract has no date."""
        return None if self.cards_as_of is None else (self.on - self.cards_as_of).days

    @property
    def is_cards_old(self) -> bool:
        """Whether the card extract is too old for "has no card" to be said without its date."""
        age = self.cards_age_days
        return age is not None and age > FRESH_DAYS


def holding(verdicts: Mapping[str, int]) -> int:
    """Rows whose person holds a card on the date: valid, or valid and ending soon."""
    return verdicts.get("covered", 0) + verdicts.get("expiring", 0)


def count_verdicts(result: pa.Table) -> dict[str, int]:
    """Rows of a review result by verdict, every verdict named, in the order of the design."""
    found = _counts(result["verdict"])
    return {verdict: found.get(verdict, 0) for verdict in VERDICT_FACES}


def count_card_kinds(result: pa.Table) -> dict[str, int]:
    """Holders of a valid card by its kind (pupil, other group, State-paid)."""
    valid = pc.is_in(result["verdict"], value_set=pa.array(["covered", "expiring"]))
    found = _counts(result.filter(valid)["card_kind"])
    return {kind: found.get(kind, 0) for kind in CARD_KIND_WORDS}


def count_groups(
    result: pa.Table, labels: pa.Array | pa.ChunkedArray, unnamed: str = "chưa rõ"
) -> tuple[GroupCounts, ...]:
    """Verdict counts by label (class, sheet, school), worst first: fewest holders, then most rows without a card.

    ``labels`` has one value a row of ``result``, in the same order; an absent label is counted under ``unnamed``.
    """
    table = pa.table({"name": pc.fill_null(labels, unnamed), "verdict": result["verdict"]})
    counted = table.group_by(["name", "verdict"]).aggregate([([], "count_all")])
    groups: dict[str, dict[str, int]] = {}
    for name, verdict, count in zip(*(counted[column].to_pylist() for column in counted.column_names), strict=True):
        groups.setdefault(name, dict.fromkeys(VERDICT_FACES, 0))[verdict] = count
    found = (GroupCounts(name=name, verdicts=verdicts) for name, verdicts in groups.items())
    return worst_first(tuple(found))


def worst_first(groups: tuple[GroupCounts, ...]) -> tuple[GroupCounts, ...]:
    """Groups sorted by need: the smallest share of holders, then the most rows without a card, then by name."""

    def need(group: GroupCounts) -> tuple[float, int, str]:
        return (group.holding / group.rows if group.rows else 1.0, group.holding - group.rows, group.name)

    return tuple(sorted(groups, key=need))


def _counts(values: pa.ChunkedArray) -> dict[str, int]:
    return {item["values"]: item["counts"] for item in pc.value_counts(values.drop_null()).to_pylist()}
