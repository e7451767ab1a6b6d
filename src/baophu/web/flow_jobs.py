"""The flows as a worker calls them: a job's arguments become the flow's, its progress the job's.

The arguments are JSON, written by the page that enqueues the job; the flows themselves know nothing of jobs.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from baophu.flows.review import review
from baophu.flows.take_in import take_in
from baophu.jobs.domain import JobContext

PERCENT = 100


def take_in_job(context: JobContext) -> UUID:
    """Arguments: ``file`` (path), ``kind``; optionally ``as_of`` (ISO), ``mapping``, ``sender``, ``purpose``."""
    asked = context.arguments
    as_of = asked.get("as_of")
    taken = take_in(
        Path(asked["file"]),
        kind=asked["kind"],
        home=context.home,
        as_of=date.fromisoformat(as_of) if as_of else None,
        mapping=asked.get("mapping") or {},
        sender=asked.get("sender", ""),
        purpose=asked.get("purpose", ""),
        progress=lambda stage, share: context.progress(round(share * PERCENT), PERCENT, stage),
    )
    return UUID(taken.run)


def review_job(context: JobContext) -> UUID:
    """Arguments: ``roster``, ``cards`` (file or snapshot id), ``on`` (ISO), ``out``; optionally the review's options."""
    asked = context.arguments
    reviewed = review(
        asked["roster"],
        asked["cards"],
        on=date.fromisoformat(asked["on"]),
        out=Path(asked["out"]),
        home=context.home,
        expiring_within=asked.get("expiring_within", 30),
        audience=asked.get("audience", "office"),
        progress=lambda stage: context.progress(0, 0, stage),
    )
    return UUID(reviewed.run)
