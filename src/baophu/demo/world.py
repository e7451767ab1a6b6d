"""Everyone and everywhere of one demo, drawn and handed to the writers as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from baophu.demo.households import Households, Members
from baophu.demo.names import NameBook
from baophu.demo.people import People
from baophu.demo.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything drawn about people and places, handed to the writers as one thing."""

    book: NameBook
    places: Places
    households: Households
    members: Members
    people: People
