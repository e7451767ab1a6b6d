"""A locked period of targets, and which lock closes a given period.

A lock closes its own period and every period that lies in it: with 2020 its quarters and months, not 2016-2020.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from baophu.coverage.domain.target_words import TargetPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEvent:
    """A period was locked or opened again from ``day`` on: why, and who wrote it down when."""

    period: TargetPeriod
    is_locked: bool
    day: date
    reason: str
    who: str
    at: datetime


def locks_held(events: Iterable[LockEvent]) -> tuple[LockEvent, ...]:
    """The locks in force after all events, which come in the order they were recorded."""
    latest = {event.period.name: event for event in events}
    return tuple(event for event in latest.values() if event.is_locked)


def lock_over(period: TargetPeriod, locks: Iterable[LockEvent]) -> LockEvent | None:
    """The lock that closes a period, the one of the narrowest period first; None where it is open."""
    over = [lock for lock in locks if lock.period.start <= period.start and lock.period.end >= period.end]
    return min(over, key=lambda lock: (lock.period.end - lock.period.start, lock.period.name), default=None)
