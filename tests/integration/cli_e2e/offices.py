"""Fixtures of the tests of whole commands: one process of commands a session, the small lists in every format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Office, office_in
from small_lists import CARD_FORMS, ROSTER_FORMS, write_cards, write_roster


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small class list and the card extract in every format."""
    folder = tmp_path_factory.mktemp("lists")
    for form in ROSTER_FORMS:
        write_roster(folder, form)
    for form in CARD_FORMS:
        write_cards(folder, form)
    return folder


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One process that runs command lines on a home of its own."""
    with office_in(tmp_path_factory.mktemp("office") / "home") as one:
        yield one
