"""Roles, and the part of the province that someone may see: plain values that every query takes.

A :class:`Scope` is computed for each request from the role assignments in force; it holds surrogate ids only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Role(StrEnum):
    """What a person does here; one may hold several, each with its own area and days."""

    PROVINCE_OFFICER = "province_officer"
    DISTRICT_OFFICER = "district_officer"
    COLLECTION_LEAD = "collection_lead"
    AGENT = "agent"
    SCHOOL_CLERK = "school_clerk"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


PROVINCE_WIDE = frozenset({Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR})
"""Roles that see the whole province when no area is named; an administrator looks after accounts and sees no people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Either everything, or the rows that lie in one of ``areas`` or belong to a school or organisation named."""

    is_everything: bool = False
    areas: frozenset[int] = frozenset()
    schools: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()

    @classmethod
    def everything(cls) -> Self:
        """The whole province."""
        return cls(is_everything=True)

    @classmethod
    def nothing(cls) -> Self:
        """Not one row."""
        return cls()

    @classmethod
    def of(cls, *, areas: Iterable[int] = (), schools: Iterable[int] = (), organisations: Iterable[int] = ()) -> Self:
        """The rows of these areas, schools and organisations."""
        return cls(areas=frozenset(areas), schools=frozenset(schools), organisations=frozenset(organisations))

    @property
    def is_nothing(self) -> bool:
        """Whether no row can be inside."""
        return not (self.is_everything or self.areas or self.schools or self.organisations)

    def covers(self, *, area: int | None = None, school: int | None = None, organisation: int | None = None) -> bool:
        """Whether a row with these ids lies inside; a row with none of them only lies in everything."""
        return self.is_everything or area in self.areas or school in self.schools or organisation in self.organisations

    def includes(self, other: Scope) -> bool:
        """Whether everything ``other`` allows is allowed here too."""
        if self.is_everything or other.is_everything:
            return self.is_everything
        return other.areas <= self.areas and other.schools <= self.schools and other.organisations <= self.organisations

    def intersect(self, other: Scope) -> Scope:
        """What both name. A row that one names by its area and the other by its school is left out: never too much."""
        if self.is_everything:
            return other
        if other.is_everything:
            return self
        return Scope(
            areas=self.areas & other.areas,
            schools=self.schools & other.schools,
            organisations=self.organisations & other.organisations,
        )

    def join(self, other: Scope) -> Scope:
        """What either names: the scopes of two roles of one person."""
        if self.is_everything or other.is_everything:
            return Scope.everything()
        return Scope(
            areas=self.areas | other.areas,
            schools=self.schools | other.schools,
            organisations=self.organisations | other.organisations,
        )
