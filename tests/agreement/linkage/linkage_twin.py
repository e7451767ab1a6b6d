"""The steps of linkage once more, in slow plain Python: loops over lists of dictionaries, written from what each step is for.

``TWINS[step](tables, parameters)`` gives the rows that the SQL step of that name must give, in any order. A row is a
dictionary from column to value; null is ``None``. Long, because the steps are many and stand here in their order, to be
read beside ``sql/``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]
Parameters = Mapping[str, Any]
Twin = Callable[[Tables, Parameters], list[Row]]

COMPARISONS = ("name", "birth", "sex", "si", "pid", "place", "hamlet", "home", "parents", "phone")
LEVELS = tuple(f"{comparison}_level" for comparison in COMPARISONS)
CARD_KEYS = (
    "row", "person", "name", "plain", "given_plain", "family", "middle", "tokens", "letters", "with_y", "marked", "year",
    "md", "day", "sex", "si", "pid", "place", "hamlet", "household", "father", "mother", "guardian", "home_father",
    "home_mother", "phone",
)  # fmt: skip


def same(a: Any, b: Any) -> bool:
    """Both known and equal."""
    return a is not None and b is not None and a == b


def differ(a: Any, b: Any) -> bool:
    """Both known and different."""
    return a is not None and b is not None and a != b


def distance(a: str | None, b: str | None) -> float:
    """Levenshtein's distance; infinite where one side is unknown."""
    if a is None or b is None:
        return math.inf
    before = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        now = [i]
        for j, right in enumerate(b, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (left != right)))
        before = now
    return before[-1]


def truncated(a: int, b: int) -> int:
    """Integer division as engines do it: towards zero."""
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def by_row(rows: Iterable[Row], key: str = "row") -> dict[Any, Row]:
    """Rows by a column that is unique in them."""
    found: dict[Any, Row] = {}
    for row in rows:
        assert row[key] not in found, f"{key} {row[key]} stands twice"
        found[row[key]] = row
    return found


def pairs_of(found: Iterable[tuple[int, int]]) -> list[Row]:
    """Pairs as rows, each once."""
    return [{"row": row, "card_row": card_row} for row, card_row in sorted(set(found))]


# ---------------------------------------------------------------- blocking


def number_hits(tables: Tables, _: Parameters) -> list[Row]:
    """Same insurance number or same identity number."""
    return pairs_of(
        (child["row"], r["row"])
        for child in tables["roster"]
        for r in tables["registry"]
        if same(child["si"], r["si"]) or same(child["pid"], r["pid"])
    )


def cards(tables: Tables, given: Parameters) -> list[Row]:
    """Card rows of the roster's years, of unknown year, or reached by a number."""
    hit = {one["card_row"] for one in tables["number_hits"]}
    found = []
    for r in tables["registry"]:
        in_window = r["year"] is not None and given["year_from"] <= r["year"] <= given["year_to"]
        if in_window or r["year"] is None or r["row"] in hit:
            found.append({key: r[key] for key in CARD_KEYS} | {"in_window": in_window})
    return found


def known_roster(tables: Tables, _: Parameters) -> list[Row]:
    """The roster, with whether each given name is one that people bear: a common one, or three people's of the extract."""
    bearers = Counter(c["given_plain"] for c in tables["cards"] if c["row"] == c["person"])
    common = {one["given_plain"] for one in tables["common_given"]}
    return [
        child | {"given_known": child["given_plain"] in common or bearers[child["given_plain"]] >= 3}
        for child in tables["roster_file"]
    ]


def settled_by_number(tables: Tables, _: Parameters) -> list[Row]:
    """A number, the name and the date agree, and all such card rows are one person's."""
    roster, card = by_row(tables["roster"]), by_row(tables["cards"])
    sure: dict[int, list[Row]] = defaultdict(list)
    for hit in tables["number_hits"]:
        child, r = roster[hit["row"]], card[hit["card_row"]]
        part_of_date = same(child["year"], r["year"]) and (child["md"] is None or r["md"] is None)
        if (
            same(child["plain"], r["plain"])
            and (same(child["day"], r["day"]) or part_of_date)
            and not differ(child["sex"], r["sex"])
            and not (child["marked"] and r["marked"] and child["name"] != r["name"])
        ):
            sure[child["row"]].append(r)
    return [
        {"row": row, "person": found[0]["person"], "card_row": min(r["row"] for r in found)}
        for row, found in sure.items()
        if len({r["person"] for r in found}) == 1
    ]


def number_sample(tables: Tables, _: Parameters) -> list[Row]:
    """About 20,000 of the pairs with a number."""
    hits = tables["number_hits"]
    return [dict(hit) for hit in hits if hit["row"] % (1 + len(hits) // 20_000) == 0]


def settled_pairs(tables: Tables, _: Parameters) -> list[Row]:
    """The pairs that a number settled."""
    return [{"row": one["row"], "card_row": one["card_row"]} for one in tables["settled_by_number"]]


def near_pairs(tables: Tables, _: Parameters) -> list[Row]:
    """Of rows not settled: same number, or same name and full date."""
    settled = {one["row"] for one in tables["settled_by_number"]}
    named = [
        (child["row"], r["row"])
        for child in tables["roster"]
        for r in tables["cards"]
        if same(child["plain"], r["plain"]) and same(child["day"], r["day"])
    ]
    numbered = [(one["row"], one["card_row"]) for one in tables["number_hits"]]
    return pairs_of((row, card_row) for row, card_row in named + numbered if row not in settled)


def wide_pairs(tables: Tables, _: Parameters) -> list[Row]:
    """Of open rows: same number, or a card row of the window or of unknown year that shares one of the keys."""
    is_open = {one["row"] for one in tables["open_rows"]}
    found = [(one["row"], one["card_row"]) for one in tables["number_hits"]]
    near = [c for c in tables["cards"] if c["in_window"] or c["year"] is None]
    term = by_row(tables["terms"])
    for child in tables["roster"]:
        found += [(child["row"], c["row"]) for c in near if _shares_key(child, c)]
        found += [(child["row"], card_row) for card_row in _by_name_alone(child, near, term)]
    return pairs_of((row, card_row) for row, card_row in found if row in is_open)


FEW_BEARERS = 5.28  # other people of the name, with what is added for a small extract


def _by_name_alone(child: Row, near: list[Row], term: Mapping[int, Row]) -> list[int]:
    """Where a year is missing: the bearers of the name if they are few, and always the first of them."""
    bearers = [
        c["row"] for c in near if same(c["plain"], child["plain"]) and (child["year"] is None or c["year"] is None)
    ]
    few = [row for row in bearers if 2 ** (term[row]["full_terms"] / 1000) < FEW_BEARERS]
    return [*few, min(bearers)] if bearers else []


def _month_and_day(md: int) -> tuple[int, int]:
    return divmod(md, 100)


def _swapped(child: Row, r: Row) -> bool:
    if child["md"] is None or r["md"] is None:
        return False
    month, day = _month_and_day(child["md"])
    return (day, month) == _month_and_day(r["md"])


def _half_same(child: Row, r: Row) -> bool:
    if child["md"] is None or r["md"] is None:
        return False
    mine, theirs = _month_and_day(child["md"]), _month_and_day(r["md"])
    return mine[0] == theirs[0] or mine[1] == theirs[1]


def _years_apart(child: Row, r: Row) -> float:
    return math.inf if child["year"] is None or r["year"] is None else abs(child["year"] - r["year"])


def _shares_key(child: Row, c: Row) -> bool:
    plain, given, family = (same(child[key], c[key]) for key in ("plain", "given_plain", "family"))
    day, year, place = (same(child[key], c[key]) for key in ("day", "year", "place"))
    home, father, mother, phone = (same(child[key], c[key]) for key in ("household", "father", "mother", "phone"))
    tokens, letters = child["tokens"] == c["tokens"], child["letters"] == c["letters"]
    vague = any(one["md"] in (None, 101) for one in (child, c))
    return (
        (plain and day)
        or (plain and place)
        or (letters and (day or (year and place)))
        or (plain and year and (vague or _half_same(child, c) or _swapped(child, c)))
        or (given and day and (family or place or tokens))
        or (day and place)
        or (day and family and distance(child["plain"], c["plain"]) <= 2)
        or (given and year and place and family)
        or (home and _years_apart(child, c) <= 1)
        or (home and given)
        or ((father or mother or phone) and given)
        or (same(c["home_father"], child["father"]) and plain)
    )


def twin_pairs(tables: Tables, _: Parameters) -> list[Row]:
    """Ordered pairs of people of other names of one home, or of one father and mother, born on one day."""
    found = []
    for x in tables["children"]:
        for y in tables["children"]:
            parents = x["household"] is None and same(x["father"], y["father"]) and same(x["mother"], y["mother"])
            at_home = same(x["household"], y["household"])
            born_together = same(x["day"], y["day"]) and x["md"] != 101
            if born_together and x["name"] != y["name"] and (at_home or parents):
                found.append((x["row"], y["row"]))
    return pairs_of(found)


def kin_pairs(tables: Tables, _: Parameters) -> list[Row]:
    """Ordered pairs of people of one home born in different years."""
    return pairs_of(
        (x["row"], y["row"])
        for x in tables["children"]
        for y in tables["children"]
        if same(x["household"], y["household"]) and differ(x["year"], y["year"])
    )


# ---------------------------------------------------------------- levels


def name_level(child: Row, r: Row) -> int:
    """How well two names agree."""
    one_has_no_middle = child["middle"] == "" or r["middle"] == ""
    if child["plain"] == r["plain"]:
        if child["name"] == r["name"] and child["with_y"] == r["with_y"] and child["marked"]:
            return 8
        return 6 if child["marked"] and r["marked"] else 7
    if Counter(child["plain"].split()) == Counter(r["plain"].split()):
        return 5
    if "".join(child["plain"].split()) == "".join(r["plain"].split()):
        return 5
    given, family = child["given_plain"] == r["given_plain"], child["family"] == r["family"]
    if given and family and one_has_no_middle:
        return 5
    if distance(child["plain"], r["plain"]) <= 2:
        if given:
            return 4
        mixed_up = sorted(child["plain"].replace(" ", "")) == sorted(r["plain"].replace(" ", ""))
        if mixed_up or distance(child["given_plain"], r["given_plain"]) <= 1:
            return 3 if child["given_known"] else 4
    if given:
        return 2 if family else 1
    return 0


def birth_level(child: Row, r: Row) -> int:
    """How well two dates of birth agree."""
    if child["year"] is None or r["year"] is None:
        return -1
    new_year = 101
    if child["year"] != r["year"]:
        same_day = same(child["md"], r["md"]) and child["md"] != new_year
        return 2 if same_day and _years_apart(child, r) in (1, 2, 10) else 0
    if child["md"] is None or r["md"] is None:
        return 4
    if child["md"] == r["md"]:
        return 6 if child["md"] == new_year else 7
    if _swapped(child, r):
        return 5
    if new_year in (child["md"], r["md"]):
        return 3
    return 2 if _half_same(child, r) else 1


def number_level(a: int | None, b: int | None) -> int:
    """How well two numbers agree."""
    if a is None or b is None:
        return -1
    if a == b:
        return 2
    return 1 if distance(str(a), str(b)) <= 2 else 0


def pid_level(a: int | None, b: int | None) -> int:
    """As numbers do, but an old card's nine digits say nothing about a new one's twelve."""
    if a is not None and b is not None and (a < 1_000_000_000) != (b < 1_000_000_000):
        return -1
    return number_level(a, b)


def yes_or_no(a: Any, b: Any) -> int:
    """1, 0, or -1 where one side is empty."""
    return -1 if a is None or b is None else int(a == b)


def parents_level(child: Row, r: Row) -> int:
    """How well what is written of parents agrees, with the adults of the card's home standing in for them."""
    if all(child[key] is None for key in ("father", "mother", "guardian")):
        return -1
    if all(r[key] is None for key in ("father", "mother", "guardian", "home_father", "home_mother")):
        return -1
    father, mother = same(child["father"], r["father"]), same(child["mother"], r["mother"])
    if father and mother:
        return 4
    guardians = any(
        same(child["guardian"], r[key]) for key in ("father", "mother", "guardian", "home_father", "home_mother")
    )
    parents = any(same(r["guardian"], child[key]) for key in ("father", "mother"))
    home = same(child["father"], r["home_father"]) or same(child["mother"], r["home_mother"])
    if father or mother or guardians or parents or home:
        return 3
    if distance(child["father"], r["father"]) <= 2 or distance(child["mother"], r["mother"]) <= 2:
        return 2
    return 0 if differ(child["father"], r["father"]) or differ(child["mother"], r["mother"]) else 1


def levels(child: Row, r: Row) -> dict[str, int]:
    """All levels of one pair."""
    place = yes_or_no(child["place"], r["place"])
    return {
        "name_level": name_level(child, r),
        "birth_level": birth_level(child, r),
        "sex_level": yes_or_no(child["sex"], r["sex"]),
        "si_level": number_level(child["si"], r["si"]),
        "pid_level": pid_level(child["pid"], r["pid"]),
        "place_level": place,
        "hamlet_level": yes_or_no(child["hamlet"], r["hamlet"]) if place == 1 else -1,
        "home_level": yes_or_no(child["household"], r["household"]),
        "parents_level": parents_level(child, r),
        "phone_level": yes_or_no(child["phone"], r["phone"]),
    }


def compare(tables: Tables, _: Parameters) -> list[Row]:
    """Levels of each pair."""
    roster, card = by_row(tables["roster"]), by_row(tables["cards"])
    found = []
    for pair in tables["pairs"]:
        child, r = roster[pair["row"]], card[pair["card_row"]]
        found.append({"row": child["row"], "card_row": r["row"], "person": r["person"]} | levels(child, r))
    return found


# ---------------------------------------------------------------- weights


def milli_log2(value: float) -> int:
    """Thousandths of a bit, rounded half away from zero."""
    milli = 1000 * math.log2(value)
    return int(math.copysign(math.floor(abs(milli) + 0.5), milli))


def terms(tables: Tables, _: Parameters) -> list[Row]:
    """How common the values of each card row are among the people of the window, with room for values not yet seen."""
    people = [c for c in tables["cards"] if c["row"] == c["person"] and c["in_window"]]
    n, n_md = max(len(people), 1), max(sum(c["md"] is not None for c in people), 1)

    def counted(*keys: str) -> Counter[tuple[Any, ...]]:
        return Counter(tuple(c[key] for key in keys) for c in people if all(c[key] is not None for key in keys))

    plains, locals_, parts, givens = (
        counted("plain"), counted("plain", "place"), counted("family", "given_plain"), counted("given_plain"),
    )  # fmt: skip
    years, mds, places = counted("year"), counted("md"), counted("place")

    def others(seen: Counter[tuple[Any, ...]], key: tuple[Any, ...], room: int) -> float:
        return max(seen[key] - 1, 0) + 0.5 * n / (n + room)

    found = []
    for c in tables["cards"]:
        full = others(plains, (c["plain"],), 2000)
        local = max(locals_[c["plain"], c["place"]] - 1, 0)
        year_share = (years[c["year"],] + 1) / (n + 20)
        md_share = (mds[c["md"],] + 1) / (n_md + 365)
        place_share = (places[c["place"],] + 0.5) / (n + 30)
        found.append(
            {
                "row": c["row"],
                "full_terms": milli_log2(full),
                "local_terms": milli_log2(0.5 * local + 0.5 * full * place_share),
                "part_terms": milli_log2(others(parts, (c["family"], c["given_plain"]), 500)),
                "given_terms": milli_log2(others(givens, (c["given_plain"],), 100)),
                "day_terms": milli_log2(year_share * md_share),
                "year_terms": milli_log2(year_share),
                "place_terms": milli_log2(place_share),
            }
        )
    return found


def _chance_of_stranger(c: Row, t: Row, log_n: int) -> int:
    """What counting says of a stranger who agrees as this pair does."""
    name, birth, at_place = c["name_level"], c["birth_level"], c["place_level"] == 1
    if name >= 6:
        total = t["local_terms"] if at_place else t["full_terms"]
    elif name in (2, 4, 5):
        total = t["part_terms"]
    elif name == 1:
        total = t["given_terms"]
    else:
        total = log_n
    if name < 6 and at_place:
        total += t["place_terms"]
    if birth >= 5:
        total += t["day_terms"]
    elif birth in (1, 3, 4):
        total += t["year_terms"]
    total -= max(log_n, 20_000) * (
        (c["si_level"] == 2) + (c["pid_level"] == 2)
    )  # a number has its digits in any extract
    if c["home_level"] == 1:
        total += 3000 - max(log_n, 18_000)
    return int(total)


def score(tables: Tables, given: Parameters) -> list[Row]:
    """Log-odds of each pair against the best of three other stories."""
    weight = {(w["comparison"], w["level"]): w for w in tables["weights"]}
    term = by_row(tables["terms"])
    found = []
    for c in tables["compared"]:
        used = [weight[comparison, c[f"{comparison}_level"]] for comparison in COMPARISONS]
        sums = {story: sum(w[story] for w in used) for story in ("m", "u", "twin", "kin")}
        stories = {
            "stranger": sums["u"] + _chance_of_stranger(c, term[c["card_row"]], given["log_n"]),
            "twin": given["twin_rate"] + sums["twin"],
            "kin": given["kin_rate"] + sums["kin"],
        }
        against = max(stories, key=lambda story: stories[story])  # the first of equals
        net = given["present"] + sums["m"] - given["absent"] - stories[against]
        found.append(dict(c) | {"net": net, "against": against})
    return found


# ---------------------------------------------------------------- decisions


def candidates(tables: Tables, _: Parameters) -> list[Row]:
    """The best card row of each person for each roster row."""
    best: dict[tuple[int, int], Row] = {}
    for one in sorted(tables["scored"], key=lambda s: (-s["net"], s["card_row"])):
        best.setdefault((one["row"], one["person"]), one)
    return [dict(one) for one in best.values()]


def _is_known_by_name_only(c: Row) -> bool:
    number = c["si_level"] == 2 or c["pid_level"] == 2
    return c["birth_level"] == -1 and not number and c["home_level"] != 1 and c["parents_level"] not in (3, 4)


def _is_on_two_lists(mine: Row, theirs: Row) -> bool:
    """Whether two roster rows are one child: not where marks that both have, or y and i, tell twins apart."""
    if differ(mine["plain"], theirs["plain"]) or differ(mine["with_y"], theirs["with_y"]):
        return False
    if mine["marked"] and theirs["marked"] and mine["name"] != theirs["name"]:
        return False
    return same(mine["day"], theirs["day"]) or same(mine["si"], theirs["si"])


def ranked(tables: Tables, given: Parameters) -> list[Row]:
    """The best candidate of each roster row and how far it is ahead; a name alone never reaches a match."""
    roster, owner = by_row(tables["roster"]), by_row(tables["owners"], "person")
    is_open = {one["row"] for one in tables["open_rows"]}
    of_row: dict[int, list[Row]] = defaultdict(list)
    for c in tables["candidates"]:
        net = c["net"] + given["open_shift" if c["row"] in is_open else "near_shift"]
        if c["person"] in owner and owner[c["person"]]["row"] != c["row"]:
            mine, theirs = roster[c["row"]], roster[owner[c["person"]]["row"]]
            net += 0 if _is_on_two_lists(mine, theirs) else given["owned"]
        net = min(net, given["accept"] - 1 if _is_known_by_name_only(c) else 60_000)
        of_row[c["row"]].append(dict(c) | {"net": net})
    found = []
    for listed in of_row.values():
        first, *rest = sorted(listed, key=lambda one: (-one["net"], one["card_row"]))
        second, third = [*rest, {}, {}][:2]
        gap = first["net"] - second["net"] if second else 60_000
        found.append(
            first
            | {
                "gap": min(gap, 60_000),
                "second_card_row": second.get("card_row"),
                "second_net": second.get("net"),
                "third_card_row": third.get("card_row"),
                "third_net": third.get("net"),
            }
        )
    return found


def owners(tables: Tables, given: Parameters) -> list[Row]:
    """The roster row with the strongest certain claim on each person."""
    claims = [(60_000, one["row"], one["person"]) for one in tables["settled_by_number"]]
    claims += [
        (min(one["net"], one["gap"]), one["row"], one["person"])
        for one in tables["ranked"]
        if min(one["net"], one["gap"]) >= given["accept"]
    ]
    first: dict[int, int] = {}
    for _, row, person in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        first.setdefault(person, row)
    return [{"person": person, "row": row} for person, row in first.items()]


def _may_be_there(one: Row) -> bool:
    """Without a date to compare, the very name where nothing else differs cannot be called absent."""
    others = ("sex", "si", "pid", "place", "home", "parents")
    return one["birth_level"] == -1 and one["name_level"] >= 6 and all(one[f"{key}_level"] != 0 for key in others)


SECONDS = ("second_card_row", "second_net", "third_card_row", "third_net")


def decisions(tables: Tables, given: Parameters) -> list[Row]:
    """Three outcomes for every roster row."""
    settled, best = by_row(tables["settled_by_number"]), by_row(tables["ranked"])
    found = []
    for child in tables["roster"]:
        row = child["row"]
        nothing: Row = dict.fromkeys(("person", "card_row", "net", "gap", "against", *LEVELS, *SECONDS))
        if row in settled:
            one = settled[row]
            found.append(
                nothing
                | {"row": row, "decision": "match", "way": "number", "strength": 20_000}
                | {"person": one["person"], "card_row": one["card_row"]}
            )
            continue
        if row not in best:
            found.append(nothing | {"row": row, "decision": "none", "way": "model", "strength": -60_000})
            continue
        one = best[row]
        strength = min(one["net"], one["gap"])
        outcome = "none"
        if strength >= given["accept"]:
            outcome = "match"
        elif one["net"] >= given["reject"] or _may_be_there(one):
            outcome = "doubtful"
        found.append(
            {key: one[key] for key in nothing} | {"row": row, "decision": outcome, "way": "model", "strength": strength}
        )
    return found


# ---------------------------------------------------------------- verdicts

STATES = ("covered", "expiring", "doubtful", "upcoming", "expired")


def state_of(card: Row, day: date, soon: date) -> str:
    """What one card is on ``day``; both its dates count, and one without an end, or with an end that cannot be, proves nothing."""
    if None not in (card["valid_from"], card["valid_to"]) and card["valid_to"] < card["valid_from"]:
        return "doubtful"
    if card["valid_from"] is not None and day < card["valid_from"]:
        return "upcoming"
    if card["valid_to"] is None:
        return "doubtful"
    if card["valid_to"] < day:
        return "expired"
    return "expiring" if card["valid_to"] <= soon else "covered"


def card_states(tables: Tables, given: Parameters) -> list[Row]:
    """All card rows of the people that decisions name."""
    named = {d["person"] for d in tables["decisions"] if d["decision"] != "none"}
    kind = {k["card_group"]: k["kind"] for k in tables["kinds"]}
    found = []
    for card in tables["registry"]:
        if card["person"] in named:
            state = state_of(card, given["day"], given["soon"])
            kept = {key: card[key] for key in ("row", "person", "card_number", "card_group", "valid_from", "valid_to")}
            found.append(
                kept
                | {"state": state, "rank": STATES.index(state) + 1, "card_kind": kind.get(card["card_group"] or "")}
            )
    return found


def twice(tables: Tables, _: Parameters) -> list[Row]:
    """Roster rows whose person stands on an earlier row."""
    decided = by_row(tables["decisions"])
    found = []
    for later in tables["roster"]:
        if decided[later["row"]]["decision"] == "match":
            person = decided[later["row"]]["person"]
            before = [d["row"] for d in decided.values() if d["decision"] == "match" and d["person"] == person]
        else:
            before = [e["row"] for e in tables["roster"] if e["row"] < later["row"] and _one_child(later, e)]
        if before and min(before) < later["row"]:
            found.append({"row": later["row"], "duplicate_of": min(before)})
    return found


def _one_child(later: Row, earlier: Row) -> bool:
    if not (same(later["name"], earlier["name"]) and same(later["day"], earlier["day"])):
        return False
    if any(differ(later[key], earlier[key]) for key in ("sex", "si", "pid")):
        return False
    agrees = {key: same(later[key], earlier[key]) for key in ("si", "pid", "father", "mother", "household", "phone")}
    neighbours = same(later["place"], earlier["place"]) and not differ(later["hamlet"], earlier["hamlet"])
    return any(agrees.values()) or (neighbours and same(later["sex"], earlier["sex"]))


CARD_SHOWN = ("card_number", "card_group", "card_kind", "valid_from", "valid_to")


def verdicts(tables: Tables, _: Parameters) -> list[Row]:
    """The verdict of each roster row, from the best card of the person."""
    first = {one["row"]: one["duplicate_of"] for one in tables["twice"]}
    cards_of: dict[int, list[Row]] = defaultdict(list)
    for one in tables["card_states"]:
        cards_of[one["person"]].append(one)
    found = []
    for d in tables["decisions"]:
        card: Row = dict.fromkeys(("row", *CARD_SHOWN))
        verdict = "not_covered"
        if d["decision"] == "match":
            card = min(
                cards_of[d["person"]],
                key=lambda one: (one["rank"], -(one["valid_to"] or date.max).toordinal(), one["row"]),
            )
            verdict = card["state"]
        elif d["decision"] == "doubtful":
            card = next(one for one in tables["card_states"] if one["row"] == d["card_row"])
            verdict = "doubtful"
        found.append(
            {key: value for key, value in d.items() if key != "card_row"}
            | {key: card[key] for key in CARD_SHOWN}
            | {
                "verdict": verdict,
                "card_row": card["row"],
                "linked_row": d["card_row"],
                "duplicate_of": first.get(d["row"]),
            }
        )
    return found


def reasoned(tables: Tables, _: Parameters) -> list[Row]:
    """Verdicts with all that their sentence depends on in one text."""
    compared = {c["row"]: c for c in tables["compared"]}
    kept = (
        "row", "verdict", "card_row", *CARD_SHOWN, "strength", "linked_row", *SECONDS, "net", "duplicate_of",
    )  # fmt: skip
    found = []
    for v in tables["verdicts"]:
        seen = compared.get(v["row"], {}) if v["way"] == "number" else {}
        shown = [v[key] if v[key] is not None else seen.get(key, -1) for key in LEVELS]
        close = v["gap"] is not None and v["net"] is not None and v["gap"] < v["net"]
        is_undated = v["decision"] == "match" and v["verdict"] == "doubtful"
        parts = [
            "undated" if is_undated else v["decision"], v["way"], v["against"] or "", int(close),
            int(v["verdict"] in ("expired", "not_covered")),
            *shown,
        ]  # fmt: skip
        found.append({key: v[key] for key in kept} | {"combination": "|".join(map(str, parts))})
    return found


def result(tables: Tables, _: Parameters) -> list[Row]:
    """What the review writes."""
    evidence = {one["combination"]: one["evidence"] for one in tables["reasons"]}
    chance = by_row(tables["chances"], "percent_bits")

    def at(milli: int) -> Row:
        return chance[max(min(truncated(milli, 100), 300), -300)]

    found = []
    for r in tables["reasoned"]:
        listed = None
        if r["verdict"] == "doubtful":
            listed = f"{r['linked_row']}:{at(r['strength'])['words']}"
            for other in ("second", "third"):
                if r[f"{other}_card_row"] is not None:
                    listed += f";{r[f'{other}_card_row']}:{at(r[f'{other}_net'] - r['net'])['words']}"
        why = evidence[r["combination"]]
        if differ(r["card_row"], r["linked_row"]):  # the card shown is another than the one whose fields are told
            why += f" So với dòng thẻ {r['linked_row']} của cùng người."
        found.append(
            {key: r[key] for key in ("row", "verdict", "card_row", *CARD_SHOWN, "duplicate_of")}
            | {"score": at(r["strength"])["chance"], "evidence": why, "candidates": listed}
        )
    return found


def judged(tables: Tables, _: Parameters) -> list[Row]:
    """Counts of decisions by strength and whether they are right."""
    person = {r["row"]: r["person"] for r in tables["registry"]}
    truth = {t["row"]: t["card_row"] for t in tables["truth"]}
    counts: Counter[tuple[Any, ...]] = Counter()
    for d in tables["decisions"]:
        strength = d["strength"] if d["strength"] is not None else -60_000
        net = d["net"] if d["net"] is not None else 20_000 if d["way"] == "number" else -60_000
        meant = person.get(truth.get(d["row"]))
        counts[
            250 * truncated(strength, 250), 250 * truncated(net, 250), d["way"], d["row"] in truth,
            same(person.get(d["card_row"]), meant), meant is not None,
        ] += 1  # fmt: skip
    names = ("strength", "net", "way", "is_known", "is_right", "is_present")
    return [dict(zip(names, key, strict=True)) | {"rows": count} for key, count in counts.items()]


TWINS: Mapping[str, Twin] = {
    one.__name__: one
    for one in (
        number_hits, cards, known_roster, terms, settled_by_number, number_sample, settled_pairs, near_pairs, wide_pairs,
        twin_pairs, kin_pairs, compare, score, candidates, ranked, owners, decisions, card_states, twice, verdicts, reasoned,
        result, judged,
    )
}  # fmt: skip
