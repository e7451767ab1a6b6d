"""The steps of coverage once more, in slow plain Python, written from what a figure means and not from the SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]
Params = Mapping[str, object]


def person_of(row: Row, everybody: list[Row]) -> str:
    """Who a received row is about."""
    if row["si_number"] is not None:
        return str(row["si_number"])
    if row["personal_id"] is not None:
        same = [
            str(other["si_number"])
            for other in everybody
            if other["si_number"] is not None
            and other["personal_id"] == row["personal_id"]
            and other["birth_date"] is not None
            and other["birth_date"] == row["birth_date"]
        ]
        return min(same) if same else f"id {row['personal_id']}"
    return "|".join(str(row[key] or "") for key in ("full_name", "birth_date", "sex", "place"))


def scheme_periods(tables: Tables, _: Params) -> list[Row]:
    """Each received row once for each scheme that its word names, if both its days are known."""
    found = []
    for row in tables["received"]:
        for meant in tables["schemes"]:
            if (meant["source"], meant["word"]) != (row["source"], row["scheme_word"]):
                continue
            end = row["valid_to"] if row["valid_to"] is not None else meant["no_end"]
            if row["valid_from"] is None or end is None:
                continue
            kept = {key: row[key] for key in ("card_group", "place", "valid_from", "source", "row")}
            person = person_of(row, tables["received"])
            found.append(kept | {"scheme": meant["scheme"], "person": person, "valid_to": end})
    return found


def _on(rows: list[Row], day: Any) -> list[Row]:
    return [row for row in rows if row["valid_from"] <= day <= row["valid_to"]]


def _by_person(rows: list[Row]) -> list[list[Row]]:
    people: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        people[row["scheme"], row["person"]].append(row)
    return list(people.values())


def repeated_periods(tables: Tables, _: Params) -> list[Row]:
    """The periods of people who have several in one scheme."""
    return [row for rows in _by_person(tables["scheme_periods"]) if len(rows) > 1 for row in rows]


def counted(rows: list[Row]) -> Row:
    """Of one person's periods the one that ends last; then a known place, the group, the place, the file and the row."""
    last = max(row["valid_to"] for row in rows)
    ending = [row for row in rows if row["valid_to"] == last]
    return min(ending, key=lambda row: (row["place"] == "", row["card_group"], row["place"], row["source"], row["row"]))


def surplus_periods(tables: Tables, params: Params) -> list[Row]:
    """The periods of the day by which nobody is counted."""
    of_day = _by_person(_on(tables["repeated_periods"], params["day"]))
    kept = ("scheme", "card_group", "place", "source", "row")
    return [{key: row[key] for key in kept} for rows in of_day for row in rows if row is not counted(rows)]


def participant_rows(tables: Tables, params: Params) -> list[Row]:
    """The one row of everybody insured on the day, found without looking at what is surplus."""
    kept = ("scheme", "person", "card_group", "place", "source", "row")
    people = _by_person(_on(tables["scheme_periods"], params["day"]))
    return [{key: counted(rows)[key] for key in kept} for rows in people]


def participant_counts(tables: Tables, params: Params) -> list[Row]:
    """How many people the rows above are, by scheme, group and place."""
    people = Counter((row["scheme"], row["card_group"], row["place"]) for row in participant_rows(tables, params))
    return [
        {"scheme": scheme, "card_group": group, "place": place, "participants": count}
        for (scheme, group, place), count in people.items()
    ]


def earlier_participants(tables: Tables, params: Params) -> list[Row]:
    """Everybody who was in a scheme by the day, or had been."""
    day: Any = params["day"]
    known = {(row["scheme"], row["person"]) for row in tables["scheme_periods"] if row["valid_from"] <= day}
    return [{"scheme": scheme, "person": person} for scheme, person in known]


def participant_changes(tables: Tables, _: Params) -> list[Row]:
    """What became of everybody between the two days."""
    before = {(row["scheme"], row["person"]): row for row in tables["participants_before"]}
    after = {(row["scheme"], row["person"]): row for row in tables["participants_after"]}
    earlier = {(row["scheme"], row["person"]) for row in tables["earlier_participants"]}
    same = {(row["before"], row["after"]) for row in tables["same_places"]}
    found = []
    for key in {*before, *after}:
        if key not in after:
            found.append(before[key] | {"change": "lapsed"})
        elif key not in before:
            found.append(after[key] | {"change": "returned" if key in earlier else "new"})
        else:
            stayed = (before[key]["place"], after[key]["place"]) in same
            found.append(after[key] | {"change": "continued" if stayed else "moved"})
    return found


TWINS = {
    "scheme_periods": scheme_periods,
    "repeated_periods": repeated_periods,
    "surplus_periods": surplus_periods,
    "participant_counts": participant_counts,
    "participant_rows": participant_rows,
    "earlier_participants": earlier_participants,
    "participant_changes": participant_changes,
}
