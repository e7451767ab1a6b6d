"""Which flow does the work of a job kind: the one place where jobs and flows meet.

Flows are named, not imported: a web process lists kinds without loading DuckDB.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from baophu.jobs.domain import JobFlow, KindUnknown

FLOWS: dict[str, str] = {
    "intake": "baophu.web.flow_jobs:take_in_job",
    "review": "baophu.web.flow_jobs:review_job",
}
"""Kind of job → ``module:function`` of a :data:`~baophu.jobs.domain.JobFlow`."""


def flow_of(kind: str, flows: Mapping[str, str] = FLOWS) -> JobFlow:
    """The flow that runs jobs of ``kind``; ``KindUnknown`` where none is registered."""
    if kind not in flows:
        raise KindUnknown(kind=kind)
    module, _, name = flows[kind].partition(":")
    return cast(JobFlow, getattr(import_module(module), name))
