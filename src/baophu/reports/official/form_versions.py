"""The versions of the prescribed lists D03-TS and D05-TS, each bound to its decision and the day it came into force.

``forms.yaml`` is the data; a paper takes the version of its day. Columns are known by what they mean (``field``), since
the same number means another column in another version.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import ClassVar, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from baophu.kernel.errors import BaoPhuError
from baophu.reports.document.blocks import Column

FormCode = Literal["d03", "d05"]
FormField = Literal[
    "order", "full_name", "si_number", "personal_id", "birth_date", "sex", "address", "facility", "receipt_date",
    "receipt_number", "pension", "local", "other_support", "from_month", "months", "income", "gross", "participant",
    "state", "staff_code", "note",
]  # fmt: skip


class FormVersionMissing(BaoPhuError):
    """No version of a form is in force on a day. Data: ``form``, ``on``, ``known``."""

    code: ClassVar[str] = "form_version_missing"
    vi: ClassVar[str] = "Không có mẫu {form} nào đang áp dụng vào ngày {on:%d/%m/%Y}. Có: {known}."
    en: ClassVar[str] = "No version of {form} is in force on {on:%d/%m/%Y}. There are: {known}."


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FormColumn(_Read):
    """A column: its mark ("A", "1"), its meaning, how it is printed, the heads above it."""

    mark: str
    field: FormField
    title: str
    kind: Literal["order", "text", "date", "integer", "money"] = "text"
    under: tuple[str, ...] = ()

    def as_column(self) -> Column:
        """The column of the printed table."""
        return Column(title=self.title, kind=self.kind, under=self.under)


class HeadField(_Read):
    """A line above the table: what is printed before it, and its meaning."""

    label: str
    field: str


class RowGroup(_Read):
    """A part of the table (people added, people taken off) with its own parts and its sum."""

    title: str
    parts: tuple[str, ...]
    sum: str


class FormVersion(_Read):
    """One version. ``recalled``: what of it was not read in a source (columns, marks), which the paper says."""

    decision: str
    short: str
    start: date = Field(alias="from")
    recalled: tuple[Literal["columns", "marks"], ...]
    head: tuple[HeadField, ...]
    columns: tuple[FormColumn, ...]

    def mark(self, field: FormField) -> str:
        """The mark under which a meaning stands in this version; "" where it has no column."""
        return next((column.mark for column in self.columns if column.field == field), "")


class Form(_Read):
    """A prescribed list with its versions, the oldest first."""

    form: str
    title: str
    closing: str
    groups: tuple[RowGroup, ...]
    versions: tuple[FormVersion, ...]

    @model_validator(mode="after")
    def _check(self) -> Form:
        starts = [version.start for version in self.versions]
        if starts != sorted(set(starts)):
            raise ValueError(f"the versions of {self.form} are not in the order of their days")
        for version in self.versions:
            for seen in ([one.mark for one in version.columns], [one.field for one in version.columns]):
                if len(seen) != len(set(seen)):
                    raise ValueError(f"{self.form} {version.short}: a column stands twice")
        return self

    def version_on(self, on: date) -> FormVersion:
        """The version in force on a day. *Errors*: :class:`FormVersionMissing` before the first one, naming all."""
        found = [version for version in self.versions if version.start <= on]
        if not found:
            raise FormVersionMissing(form=self.form, on=on, known="; ".join(self._named()))
        return found[-1]

    def _named(self) -> Iterator[str]:
        for version in self.versions:
            yield f"{version.short} (từ {version.start:%d/%m/%Y})"


@cache
def form(code: FormCode) -> Form:
    """A prescribed list by its code."""
    text = resources.files(__package__).joinpath("forms.yaml").read_text(encoding="utf-8")
    return Form.model_validate(yaml.safe_load(text)[code])
