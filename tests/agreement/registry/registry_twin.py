"""The steps of the registry once more, in slow plain Python: standard columns, who is one person, adults of the home."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]

LOOKED_UP = {
    "place": "place", "hamlet": "hamlet", "household_code": "household", "father": "father", "mother": "mother",
    "guardian": "guardian", "phone": "phone", "school": "school", "class_name": "class_name",
}  # fmt: skip


MOST_ROWS = {"si": 20, "pid": 20, "household_code": 50, "phone": 50}  # on more rows a value stands for "unknown"


def _same(a: Any, b: Any) -> bool:
    return a is not None and b is not None and a == b


def _distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    return min(
        _distance(a[1:], b[1:]) + (a[0] != b[0]) if a[0] == b[0] else 99,
        *((1 + _distance(a[1:], b[1:]), 1 + _distance(a[1:], b), 1 + _distance(a, b[1:])) if a[0] != b[0] else (99,)),
    )


def standard(tables: Tables) -> list[Row]:
    """Every row with the keys of its values, found by value."""
    names = {one["value"]: one for one in tables["keys_full_name"]}
    keys = {field: {one["value"]: one["key"] for one in tables[f"keys_{field}"]} for field in LOOKED_UP}
    seen = {key: Counter(row[key] for row in tables["rows"]) for key in MOST_ROWS}
    found = []
    for typed in tables["rows"]:
        if typed["full_name"] is None:
            continue
        row: Row = {
            key: None if key in MOST_ROWS and value is not None and seen[key][value] > MOST_ROWS[key] else value
            for key, value in typed.items()
        }
        name = {key: value for key, value in names[row["full_name"]].items() if key != "value"}
        whole = row["year"] is not None and row["md"] is not None
        found.append(
            {key: row[key] for key in ("row", "year", "md", "si", "pid", "card_number", "card_group")}
            | {key: row[key] for key in ("valid_from", "valid_to")}
            | name
            | {"day": 10_000 * row["year"] + row["md"] if whole else None}
            | {"sex": {"M": 1, "F": 2}.get(row["sex"])}
            | {column: keys[field].get(row[field]) for field, column in LOOKED_UP.items()}
        )
    return found


def one_person_by_number(x: Row, y: Row) -> bool:
    """Whether two rows that share a number are one person: a second field must agree."""
    given = x["given_plain"] == y["given_plain"]
    return (
        x["plain"] == y["plain"]
        or (given and _same(x["year"], y["year"]))
        or (given and x["family"] == y["family"])
        or (_same(x["day"], y["day"]) and _distance(x["plain"], y["plain"]) <= 2)
    )


def one_person_at_home(x: Row, y: Row) -> bool:
    """Whether two rows of one home, unmarked name and date are one person: not where marks, y and i, or numbers may tell."""
    if x["with_y"] != y["with_y"]:
        return False
    if x["name"] == y["name"]:
        return True
    return (x["si"] is None or y["si"] is None or x["si"] == y["si"]) and not (x["marked"] and y["marked"])


def one_person_at_place(x: Row, y: Row) -> bool:
    """Whether two rows of one name, date, commune and hamlet are one person: where nothing that both have differs."""
    keys = ("sex", "si", "pid", "household")
    return x["with_y"] == y["with_y"] and all(x[key] is None or y[key] is None or x[key] == y[key] for key in keys)


def persons(rows: list[Row]) -> dict[int, int]:
    """For each row the smallest row of its person."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        for key in ("si", "pid"):
            if row[key] is not None:
                groups[key, row[key]].append(row)
        if row["household"] is not None and row["day"] is not None:
            groups["home", row["household"], row["plain"], row["day"]].append(row)
        if row["day"] is not None and row["place"] is not None and row["hamlet"] is not None:
            groups["place", row["name"], row["day"], row["place"], row["hamlet"]].append(row)
    person = {row["row"]: {row["row"]} for row in rows}
    rules = {"home": one_person_at_home, "place": one_person_at_place}
    for whose, group in groups.items():
        if len(group) > 20:  # a number on so many rows is nobody's
            continue
        for x, y in combinations(group, 2):
            if rules.get(whose[0], one_person_by_number)(x, y):
                both = person[x["row"]] | person[y["row"]]
                for row in both:
                    person[row] = both
    return {row: min(group) for row, group in person.items()}


def home_adults(tables: Tables) -> list[Row]:
    """The youngest man and woman of the home who are 16 to 50 years older, for people born in the last 25 years."""
    rows = tables["standard"]
    years = [row["year"] for row in rows if row["year"] is not None]
    found = []
    for child in rows:
        if child["year"] is None or child["year"] < max(years) - 25:
            continue
        adults = [
            one
            for one in rows
            if _same(one["household"], child["household"])
            and one["year"] is not None
            and one["sex"] is not None
            and 16 <= child["year"] - one["year"] <= 50
        ]
        if adults:
            youngest = {
                sex: max(((one["year"], one["plain"]) for one in adults if one["sex"] == sex), default=(None, None))[1]
                for sex in (1, 2)
            }
            found.append({"row": child["row"], "home_father": youngest[1], "home_mother": youngest[2]})
    return found


def registry_rows(tables: Tables) -> list[Row]:
    """Standard rows with their person and the adults of the home."""
    person = {one["row"]: one["person"] for one in tables["persons"]}
    home = {one["row"]: one for one in tables["home_adults"]}
    return [
        row
        | {
            "person": person.get(row["row"], row["row"]),
            "home_father": home.get(row["row"], {}).get("home_father"),
            "home_mother": home.get(row["row"], {}).get("home_mother"),
        }
        for row in tables["standard"]
    ]


TWINS: Mapping[str, Callable[[Tables], list[Row]]] = {
    "standard": standard,
    "home_adults": home_adults,
    "registry_rows": registry_rows,
}
