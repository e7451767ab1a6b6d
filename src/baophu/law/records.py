"""The shape of a file of the law, checked when it is read: nothing uncited, nothing unknown, dates and numbers as such.

Only :mod:`baophu.law.loading` uses these; it turns them into the objects of :mod:`baophu.law.parameters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag

from baophu.law.parameters import Status, Unit

Sentence = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]
TextId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)+$")]
ParameterId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]


def _issue_date(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("not a number")
    return value


def _not_empty(values: object) -> object:
    """Before the values are looked at, so that a wrong one is not told a second time as an empty list."""
    if values == [] or values is None:
        raise ValueError("empty")
    return values


Number = Annotated[Any, BeforeValidator(_number)]
"""A whole number or an exact decimal, as it stands in the file."""
Issued = Annotated[
    str, BeforeValidator(_issue_date), StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?$")
]


class Record(BaseModel):
    """A mapping of the file; a key that is not foreseen is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SentenceRecord(Record):
    """A sentence in both languages."""

    vi: Sentence
    en: Sentence


class TextRecord(SentenceRecord):
    """A legal text with its date of issue."""

    issued: Issued
    recalled: tuple[Literal["issued"], ...] = ()


class CitedRecord(Record):
    """What every value must say of itself: text, article, status, when it was last checked, where it was read."""

    text: TextId
    article: Sentence
    status: Status
    checked: date
    seen: tuple[Sentence, ...] = ()
    recalled: tuple[Literal["article", "from", "to"], ...] = ()


class ValueRecord(CitedRecord):
    """One value with its first and last day, both included."""

    value: Number
    start: date = Field(alias="from")
    last: date | None = Field(default=None, alias="to")
    note: SentenceRecord | None = None
    condition: SentenceRecord | None = None


class PlannedRecord(CitedRecord):
    """A value that never came into force, and what stopped it."""

    value: Number
    start: date = Field(alias="from")
    stopped_by: TextId
    stopped_article: Sentence


class AnnouncedRecord(CitedRecord, SentenceRecord):
    """A change that is known to come while its value is not."""

    start: date = Field(alias="from")


class FollowsRecord(CitedRecord, SentenceRecord):
    """A parameter whose values are another's from a day on."""

    follows: ParameterId
    start: date = Field(alias="from")


class SeriesRecord(SentenceRecord):
    """A parameter with its own values."""

    unit: Unit
    values: Annotated[tuple[ValueRecord, ...], BeforeValidator(_not_empty)]
    planned: tuple[PlannedRecord, ...] = ()
    announced: tuple[AnnouncedRecord, ...] = ()
    gaps: SentenceRecord | None = None


def _kind(value: object) -> str:
    return "follows" if isinstance(value, Mapping) and "follows" in value else "series"


AnyParameterRecord = Annotated[
    Annotated[FollowsRecord, Tag("follows")] | Annotated[SeriesRecord, Tag("series")], Discriminator(_kind)
]


class LawFile(Record):
    """One file: any of texts, parameters and open points."""

    topic: SentenceRecord | None = None
    texts: dict[TextId, TextRecord] = Field(default_factory=dict)
    parameters: dict[ParameterId, AnyParameterRecord] = Field(default_factory=dict)
    open_points: dict[str, SentenceRecord] = Field(default_factory=dict)
