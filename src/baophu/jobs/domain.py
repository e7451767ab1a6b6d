"""Long work in plain values: the states of a job and a run, what a flow is told when a worker calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Protocol
from uuid import UUID

from baophu.kernel.errors import BaoPhuError


class RunStatus(StrEnum):
    """Readers see ``PUBLISHED`` runs only."""

    RUNNING = "running"
    PUBLISHED = "published"
    FAILED = "failed"


class JobState(StrEnum):
    """From the queue to one of three ends."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Progress(Protocol):
    """Called by a flow as it goes on; may raise :class:`JobCancelled` or :class:`LeaseLost`, which end the flow."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """``done`` of ``total`` steps are behind us (0 of 0: not known); ``message`` is for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext:
    """What a flow gets from the worker: its arguments, the data folder, who asked, and where to report progress."""

    arguments: Mapping[str, Any]
    home: Path
    by: UUID | None
    progress: Progress


JobFlow = Callable[[JobContext], UUID | None]
"""A flow as a worker calls it; it returns the id of the run it published, if it made one."""


class JobCancelled(BaoPhuError):
    """Someone asked to stop this job. Data: ``job``."""

    code: ClassVar[str] = "job_cancelled"
    vi: ClassVar[str] = "Tác vụ đã được dừng theo yêu cầu; dữ liệu trước đó giữ nguyên."
    en: ClassVar[str] = "The job was stopped on request; earlier data is untouched."


class LeaseLost(BaoPhuError):
    """Another worker has taken this job up, since our lease ran out. Data: ``job``."""

    code: ClassVar[str] = "lease_lost"
    vi: ClassVar[str] = "Tác vụ đã được tiến trình khác tiếp nhận vì quá hạn trả lời."
    en: ClassVar[str] = "Another worker has taken this job up, since its lease ran out."


class WorkerDied(BaoPhuError):
    """Every attempt ended without a word. Data: ``attempts``."""

    code: ClassVar[str] = "worker_died"
    vi: ClassVar[str] = (
        "Tác vụ dừng đột ngột {attempts} lần (máy tắt hoặc hết bộ nhớ). Hãy kiểm tra máy rồi chạy lại tác vụ."
    )
    en: ClassVar[str] = "The job broke off {attempts} times (power or memory). Check the machine and start it again."


class FlowBroke(BaoPhuError):
    """The flow met a fault of our own; its traceback is in the log."""

    code: ClassVar[str] = "flow_broke"
    vi: ClassVar[str] = "Tác vụ gặp lỗi ngoài dự kiến và đã dừng; dữ liệu trước đó giữ nguyên. Chi tiết ở nhật ký."
    en: ClassVar[str] = "The job met an unexpected fault and stopped; earlier data is untouched. See the log."


class KindUnknown(BaoPhuError):
    """No flow is registered for a job's kind. Data: ``kind``."""

    code: ClassVar[str] = "job_kind_unknown"
    vi: ClassVar[str] = "Chương trình không có tác vụ loại “{kind}”. Hãy cập nhật chương trình."
    en: ClassVar[str] = "This programme knows no job of kind “{kind}”. Update it."
