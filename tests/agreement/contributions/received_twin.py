"""Who among received rows is computed, and as what, in plain Python: slow, and to be read beside the two SQL steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from baophu.contributions.received import group_table, scheme_table

Row = dict[str, Any]
GROUPS = {row["word"]: row for row in group_table().to_pylist()}
LONGEST = 20
FLOOR, STEP, RATE = 1_500_000, 50_000, 220_000  # July 2026


def members_twin(rows: list[Row]) -> list[Row]:
    """Each received row with its scheme and, where it is left out, the reason."""
    words = {row["word"]: row for row in scheme_table([row["scheme"] for row in rows if row["scheme"]]).to_pylist()}
    found = [_named(row, words) for row in rows]
    first: dict[tuple[str, str], Row] = {}
    for one in sorted(found, key=lambda one: (-(one["valid_to"] or date.max).toordinal(), one["person"])):
        if one["reason"] is None and one["si_number"] is not None:
            kept = first.setdefault((one["si_number"], one["kind"]), one)
            if kept is not one:
                one["reason"] = "second_row"
    return found


def _named(row: Row, words: dict[str, Row]) -> Row:
    is_card = row["scheme"] is None
    code = row["card_group"] or (row["card_number"] or "")[:2]
    meaning = (GROUPS if is_card else words).get(code if is_card else row["scheme"], {})
    as_of, start, end = row["as_of"], row["valid_from"], row["valid_to"]
    reason = meaning.get("reason")
    if not meaning:
        reason = "group_unknown" if is_card else "scheme_unknown"
    if as_of and ((start and start > as_of) or (end and end < as_of)):
        reason = "not_valid"
    part = meaning.get("parts")
    return {
        **{name: row[name] for name in ("si_number", "household_code", "basis", "amount", "months", "valid_to")},
        "person": row["row"] * 1000 + row["source"],
        "scheme": meaning.get("scheme"),
        "label": meaning.get("word") if is_card else part,
        "parts": part,
        "kind": "card" if is_card else f"{meaning.get('scheme')}.{part}",
        "support_group": meaning.get("support_group") if is_card else None,
        "employer_kind": meaning.get("employer_kind") if is_card else None,
        "reason": reason,
    }


def contributors_twin(rows: list[Row]) -> tuple[list[Row], Counter[str], Counter[str]]:
    """The computed people in order, the reasons of the others, the assumptions made."""
    found = members_twin(rows)
    counted = [one for one in found if one["reason"] is None]
    wages = _largest(counted, "basis", lambda one: one["scheme"] == "compulsory" and one["parts"] != "health")
    supports = _largest(counted, "support_group", lambda one: True)
    kinds = _largest(counted, "employer_kind", lambda one: True)
    homes = defaultdict(list)
    for one in counted:
        if one["scheme"] == "health.household" and one["household_code"]:
            homes[one["household_code"]].append(one["person"])
    people, notes = [], Counter[str]()
    reasons = Counter(one["reason"] for one in found if one["reason"])
    for one in sorted(counted, key=lambda one: one["person"]):
        person = {name: one[name] for name in ("person", "scheme", "label", "parts")}
        person |= dict.fromkeys(("rank", "income", "wage", "employer_kind", "support_group", "residence"))
        if one["scheme"] == "health.household":
            person["rank"] = _rank(one, homes, notes)
        elif one["scheme"] == "voluntary_si":
            _fill_voluntary(person, one, supports.get(one["si_number"]), notes)
        elif one["scheme"] == "compulsory":
            person["wage"] = one["basis"] if one["basis"] is not None else wages.get(one["si_number"])
            person["employer_kind"] = kinds.get(one["si_number"])
            if person["wage"] is None:
                reasons["no_wage"] += 1
                continue
            notes["wage_elsewhere"] += one["basis"] is None
        people.append(person)
    return people, reasons, +notes


def _largest(rows: list[Row], field: str, where: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in rows:
        if one["si_number"] and one[field] is not None and where(one):
            found[one["si_number"]] = max(one[field], found.get(one["si_number"], one[field]))
    return found


def _rank(one: Row, homes: dict[str, list[int]], notes: Counter[str]) -> int:
    home = homes.get(one["household_code"])
    if home is None:
        notes["no_household"] += 1
        return 1
    if len(home) > LONGEST:
        notes["crowded_household"] += 1
        return 1
    return sorted(home).index(one["person"]) + 1


def _fill_voluntary(person: Row, one: Row, group: str | None, notes: Counter[str]) -> None:
    months, amount = 1 if one["months"] is None else one["months"], one["amount"] or 0
    derived = None
    if one["basis"] is None and 0 < months <= 120 and amount > 0:
        income, rest = divmod(amount * 1_000_000, RATE * months)
        derived = income if rest == 0 and income % STEP == 0 and income >= FLOOR else None
    person["income"] = derived if one["basis"] is None else one["basis"]
    person["label"] = group or "other"
    person["residence" if group == "island" else "support_group"] = group
    notes["support_unknown"] += 1
    notes["income_lowest"] += person["income"] is None
    notes["income_from_amount"] += derived is not None
