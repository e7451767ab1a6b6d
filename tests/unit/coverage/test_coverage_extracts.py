"""Which extracts a figure is counted from, day by day and scheme by scheme."""

from __future__ import annotations

from datetime import UTC, date, datetime

from baophu.coverage.domain.extracts import Extract, extracts_by_scheme, in_order_of_use

ON = date(2020, 12, 31)


def extract(
    id: str, as_of: date, *, kind: str = "participants", received: int = 1, sha256: str | None = None
) -> Extract:
    return Extract(
        id=id, kind=kind, file=f"{id}.csv", as_of=as_of, is_as_of_known=True,
        received_at=datetime(2021, 5, received, tzinfo=UTC), sha256=sha256 or id,
    )  # fmt: skip


BEFORE, SAME = extract("before", date(2020, 12, 1)), extract("same", ON)
LONG_BEFORE, AFTER = extract("long-before", date(2019, 1, 1)), extract("after", date(2021, 3, 13))


def ids(days: list[tuple[Extract, ...]]) -> list[list[str]]:
    return [[one.id for one in day] for day in days]


def test_order_when_extracts_lie_around_the_day_then_the_nearest_after_it_comes_first_and_the_rest_backwards() -> None:
    days = in_order_of_use([LONG_BEFORE, AFTER, BEFORE, SAME], on=ON)
    assert ids(days) == [["same"], ["after"], ["before"], ["long-before"]]


def test_order_when_a_file_came_twice_then_it_stands_once_as_it_came_last() -> None:
    again = extract("again", AFTER.as_of, received=9, sha256=AFTER.sha256)
    other = extract("other", AFTER.as_of)
    assert ids(in_order_of_use([again, AFTER, other], on=ON)) == [["again", "other"]]


def test_age_when_an_extract_is_of_a_later_day_then_it_is_below_zero() -> None:
    assert (AFTER.age_on(ON), SAME.age_on(ON), BEFORE.age_on(ON)) == (-72, 0, 30)


def choose(extracts: list[Extract], held: dict[str, set[str]], schemes: tuple[str, ...]) -> dict[str, list[str]]:
    asked: list[str] = []

    def holds(one: Extract) -> frozenset[str]:
        asked.append(one.id)
        return frozenset(held[one.id])

    found = extracts_by_scheme(in_order_of_use(extracts, on=ON), schemes=schemes, held=holds)
    assert "never" not in asked
    return {scheme: [one.id for one in several] for scheme, several in found.items()}


def test_choice_when_lists_hold_different_schemes_then_each_scheme_has_its_own_and_no_more_are_opened() -> None:
    held = {"same": {"voluntary_si"}, "after": {"compulsory_si", "voluntary_si"}, "never": {"compulsory_si"}}
    never = extract("never", date(2018, 1, 1))
    found = choose([never, AFTER, SAME], held, ("compulsory_si", "voluntary_si"))
    assert found == {"voluntary_si": ["same"], "compulsory_si": ["after"]}


def test_choice_when_a_scheme_is_nowhere_then_it_is_left_out() -> None:
    assert choose([SAME], {"same": {"voluntary_si"}}, ("voluntary_si", "unemployment")) == {"voluntary_si": ["same"]}


def test_choice_when_a_days_extract_came_in_parts_then_all_parts_are_taken() -> None:
    parts = [extract("east", ON, kind="cards"), extract("west", ON, kind="cards")]
    assert choose(parts, {"east": {"health"}, "west": {"health"}}, ("health",)) == {"health": ["east", "west"]}


def test_choice_when_an_employers_list_names_health_then_the_card_extract_is_taken_all_the_same() -> None:
    cards = extract("cards", date(2021, 3, 13), kind="cards")
    held = {"same": {"health"}, "cards": {"health"}}
    assert choose([SAME, cards], held, ("health",)) == {"health": ["cards"]}
    assert choose([SAME], held, ("health",)) == {"health": ["same"]}
