"""The registry of the clustered draw: its errors are office habits, such as siblings' numbers swapped."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.draws import spelling
from benchmarks.draws.clustered_names import Name, southern_form
from benchmarks.draws.clustered_world import Home, Person

_ON = date(2021, 3, 13)


@dataclass(slots=True, kw_only=True)
class CardRow:
    """A card row as the columns of the file, and whose it is."""

    person: int
    is_valid: bool
    fields: dict[str, object]


class Registry:
    """Writes card rows home by home, as a commune's officer enters a household."""

    def __init__(self, rng: random.Random, slip: spelling.Slips) -> None:
        self.rng = rng
        self.slip = slip
        self.rows: list[CardRow] = []

    def enter_home(self, home: Home) -> None:
        """Card rows of the members who are insured; habits hit the whole household."""
        rng = self.rng
        members = [one for one in home.members if not one.is_absent]
        old_place = home.commune.old_name is not None and rng.random() < 0.7
        drops_thi, other_place = rng.random() < 0.02, rng.random() < 0.4
        swapped = self._swapped_siblings(members)
        for person in members:
            name = self._registered_name(person)
            text = spelling.drop_thi_van(name.text) if drops_thi else name.text
            text = spelling.other_tone_place(text) if other_place else text
            holder = swapped.get(person.number, person)
            self._add_row(person, text, holder, old_place=old_place, is_old=False)
            if rng.random() < 0.02:
                self._add_row(person, text, person, old_place=True, is_old=True)
                person.kinds.add("two_rows")

    def _registered_name(self, person: Person) -> Name:
        rng = self.rng
        name = person.registered or person.name
        if rng.random() < 0.012:
            other = southern_form(name)
            if other:
                person.kinds.add("southern_form")
                name = other
        return name

    def _swapped_siblings(self, members: list[Person]) -> dict[int, Person]:
        """Numbers of two siblings changed places when they were entered, for a few households."""
        children = [one for one in members if one.is_child and one.age < 20]
        if len(children) < 2 or self.rng.random() > 0.008:
            return {}
        first, second = self.rng.sample(children, 2)
        first.kinds.add("registry_swap")
        second.kinds.add("registry_swap")
        return {first.number: second, second.number: first}

    def _add_row(
        self,
        person: Person,
        text: str,
        holder: Person,
        *,
        old_place: bool,
        is_old: bool,
    ) -> None:
        rng, home, commune = self.rng, person.home, person.home.commune
        group, valid_from, valid_to = self._period(person, is_old)
        si_number = holder.si_number if not is_old or rng.random() < 0.4 else f"93{rng.randrange(10**8):08d}"
        has_id = rng.random() < (0.9 - 0.5 * commune.poverty) * (0.4 if is_old else 1)
        if rng.random() < 0.006:
            text = self.slip.typo(text)
            person.kinds.add("card_spelling")
        use_old = old_place and commune.old_name is not None
        parents = person.is_child and person.age < 18 and rng.random() < 0.5
        fields: dict[str, object] = {
            "full_name": text.upper(),
            "birth_date": self._birth(person),
            "sex": person.sex if rng.random() > 0.004 else ("F" if person.sex == "M" else "M"),
            "si_number": si_number,
            "personal_id": holder.personal_id if has_id else None,
            "card_number": f"{group}94{si_number}",
            "card_group": group[:2],
            "valid_from": valid_from,
            "valid_to": valid_to,
            "commune_code": commune.old_code if use_old else commune.code,
            "commune": commune.old_name if use_old else commune.name,
            "hamlet": home.hamlet if rng.random() < 0.8 else None,
            "household_code": home.code if rng.random() < 0.85 else None,
            "father": person.father.name.text.upper() if parents and person.father else None,
            "mother": person.mother.name.text.upper() if parents and person.mother and rng.random() < 0.85 else None,
            "guardian": person.guardian.name.text.upper() if person.guardian and rng.random() < 0.6 else None,
        }
        if use_old:
            person.kinds.add("renamed_commune")
        self.rows.append(
            CardRow(
                person=person.number,
                is_valid=valid_from <= _ON <= valid_to,
                fields=fields,
            )
        )

    def _birth(self, person: Person) -> str:
        rng, poverty = self.rng, person.home.commune.poverty
        if rng.random() < (0.012 * poverty if person.is_child else 0.1 * poverty):
            person.kinds.add("card_date")
            return f"{person.born.year}"
        if rng.random() < 0.003:
            person.kinds.add("card_date")
            return (person.born + timedelta(days=rng.choice((-10, -1, 1, 10, 30, -31, 365)))).isoformat()
        return person.born.isoformat()

    def _period(self, person: Person, is_old: bool) -> tuple[str, date, date]:
        rng, poverty = self.rng, person.home.commune.poverty
        if person.age < 6:
            group = "TE1"
        elif person.ethnicity == "Khmer" and rng.random() < 0.5 * poverty:
            group = rng.choice(("HN2", "DT2", "DK2", "CN3"))
        elif person.age < 18:
            group = "HS4"
        else:
            group = rng.choices(("GD4", "DN4", "HC4", "CN3", "HT3"), weights=(60, 18, 4, 12, 6))[0]
        if is_old:
            end = date(2020, 12, 31) - timedelta(days=rng.randrange(1000))
            return group, end - timedelta(days=364), end
        if rng.random() < 0.04 + 0.07 * poverty:
            end = _ON - timedelta(days=rng.randint(1, 300))
            return group, end - timedelta(days=364), end
        begin = date(2021, 1, 1) if group != "GD4" else _ON - timedelta(days=rng.randrange(350))
        return group, begin, begin + timedelta(days=364)
