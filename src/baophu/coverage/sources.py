"""The received extracts that a home holds, and those that a figure of a day is counted from.

Between intake and the bulk steps: rows of the database say which snapshots are published, their manifests and words say
what can be counted from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from baophu.areas.models import Office
from baophu.areas.queries import codes_on
from baophu.coverage.bulk import Source, card_words, words_of
from baophu.coverage.domain.extracts import CARDS, PARTICIPANTS, Extract, extracts_by_scheme, in_order_of_use
from baophu.coverage.domain.schemes import SCHEMES, schemes_named
from baophu.intake.models import Snapshot as SnapshotRow
from baophu.intake.snapshots import Snapshot, find_snapshot, open_snapshot


@dataclass(slots=True, kw_only=True)
class ExtractsOfHome:
    """The extracts of one home; a file is opened only when a question needs it."""

    home: Path
    extracts: tuple[Extract, ...]
    _words: dict[str, dict[str, int]] = field(default_factory=dict)

    def words(self, extract: Extract) -> Mapping[str, int]:
        """The words in the scheme column of a list, with their rows."""
        if extract.id not in self._words:
            self._words[extract.id] = words_of(self.snapshot(extract).rows_file)
        return self._words[extract.id]

    def schemes(self, extract: Extract) -> frozenset[str]:
        """What can be counted from an extract."""
        if extract.kind == CARDS:
            return frozenset(scheme for _, scheme in card_words())
        return frozenset(scheme for word in self.words(extract) for scheme in schemes_named(word))

    def snapshot(self, extract: Extract) -> Snapshot:
        """The snapshot itself; ``SnapshotDamaged`` where a file of it is gone."""
        return open_snapshot(self.home, extract.id)

    def for_day(self, on: date, schemes: Iterable[str] | None = None) -> dict[str, tuple[Extract, ...]]:
        """For each scheme the extracts that a figure of ``on`` is counted from; see ``domain/extracts.py``."""
        wanted = [scheme.code for scheme in SCHEMES] if schemes is None else list(schemes)
        return extracts_by_scheme(in_order_of_use(self.extracts, on=on), schemes=wanted, held=self.schemes)

    def source(self, number: int, extract: Extract, schemes: Iterable[str]) -> Source:
        """An extract as an input of the bulk steps, for these schemes only."""
        wanted = frozenset(schemes)
        words = (
            card_words()
            if extract.kind == CARDS
            else tuple((word, scheme) for word in sorted(self.words(extract)) for scheme in schemes_named(word))
        )
        return Source(
            number=number,
            kind=extract.kind,
            rows_file=self.snapshot(extract).rows_file,
            schemes=tuple(pair for pair in words if pair[1] in wanted),
        )

    def unread_words(self, extract: Extract) -> dict[str, int]:
        """The words of a list that name no scheme, with their rows: people who are counted nowhere."""
        if extract.kind == CARDS:
            return {}
        return {word: rows for word, rows in self.words(extract).items() if not schemes_named(word)}


def extracts_of(home: Path) -> ExtractsOfHome:
    """The published card extracts and lists of participants of a home."""
    rows = SnapshotRow.objects.filter(kind__in=(CARDS, PARTICIPANTS), deleted_at__isnull=True).order_by("received_at")
    found = [
        Extract(
            id=row.id, kind=row.kind, file=row.source_name, as_of=snapshot.as_of,
            is_as_of_known=snapshot.is_as_of_known, received_at=row.received_at, sha256=row.sha256,
        )
        for row in rows
        if (snapshot := find_snapshot(home, row.id)) is not None
    ]  # fmt: skip
    return ExtractsOfHome(home=home, extracts=tuple(found))


def offices_on(on: date) -> list[tuple[Office, str]]:
    """The offices that work on a day with a seat in an area of that day, and the area's code; in the order of codes."""
    codes = {area: code for code, area in codes_on(on).items()}
    offices = Office.objects.filter(valid_from__lte=on).exclude(valid_to__lte=on).order_by("code")
    return [(office, codes[office.seat_id]) for office in offices if office.seat_id in codes]
