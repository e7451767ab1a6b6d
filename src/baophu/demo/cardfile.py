"""The card extract and the other comma-separated files, as the agency's own system would hand them out.

Stands near the end of the generator: numbers become text, column by column, and go to disk without a loop over rows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from baophu.demo import spelling
from baophu.demo.cards import BEFORE_2016, BENEFITS, GROUPS, NEW_FORM, Cards
from baophu.demo.columns import (
    Bools,
    Ints,
    chance,
    date_pool,
    date_text,
    digits_text,
    joined,
    plain_text,
    take_text,
    years_of,
)
from baophu.demo.domain import Damage
from baophu.demo.members import VOLUNTARY, Memberships
from baophu.demo.people import People
from baophu.demo.world import World

ETHNIC_NAMES = ("Kinh", "Khmer", "Hoa")
SEX_NAMES = ("Nam", "Nữ")
SCHEME_NAMES = ("BHXH bắt buộc", "BHTN", "BHXH tự nguyện")
RELATION_NAMES = (
    "Chủ hộ", "Vợ", "Chồng", "Bố", "Mẹ", "Em", "Anh", "Chị", "Con", "Cháu", "Ông", "Bà", "Cô", "Dì", "Chú", "Thím",
    "Bác", "Cậu", "Mợ", "Con dâu", "Con rể", "Chắt", "Khác",
)  # fmt: skip
HARDSHIP_NAMES = (None, "Hộ nghèo", "Hộ cận nghèo")
FACILITIES = ("94-001", "94-009", "94-027", "94-057", "94-170")
HOUSEHOLD_CODE_START = 9_410_000_000
_CHILD_SINCE = 2005


def write_csv(table: pa.Table, path: Path) -> None:
    """Write UTF-8 with a byte-order mark, comma, header in the first line; no value holds a comma or a quote."""
    with path.open("wb") as target:
        target.write(b"\xef\xbb\xbf")
        pv.write_csv(table, target, pv.WriteOptions(quoting_style="none", batch_size=65_536))


def _registry_names(rng: np.random.Generator, world: World, person: Ints, damage: Damage) -> pa.Array:
    """Names in capitals, a few of them entered with a slip of the registry's own."""
    people = world.people
    names = world.book.full_names(people.family[person], people.middle[person], people.given[person], upper=True)
    mask = chance(rng, damage.registry_noise_share, len(person))
    rows = np.flatnonzero(mask)
    changes = (spelling.typo, spelling.wrong_tone, spelling.middle_dropped, spelling.respelled)
    noisy: list[str] = []
    for row, kind in zip(rows.tolist(), rng.integers(0, 5, len(rows)).tolist(), strict=True):
        name = names[row].as_py()
        noisy.append((spelling.without_marks(name) if kind == 4 else changes[kind](rng, name)).upper())
    return pc.replace_with_mask(names, pa.array(mask), pa.array(noisy, pa.string()))


def _card_numbers(rng: np.random.Generator, cards: Cards) -> pa.Array:
    """15 characters, or the 10 digits of the new form; before 2016 the last ten were not yet the person's number."""
    tail = np.where(cards.form == BEFORE_2016, rng.integers(1_000_000_000, 9_000_000_000, len(cards)), cards.si_number)
    heads = pa.array([f"{group}{BENEFITS[place]}94" for place, group in enumerate(GROUPS)], pa.string())
    head = take_text(heads, cards.group, where=cards.form != NEW_FORM)
    return joined(head, digits_text(tail, 10), separator="")


def papers_text(people: People, person: Ints, where: Bools) -> pa.Array:
    """The personal id, or the older nine-digit one, or nothing."""
    new = digits_text(people.personal_id[person], 12, where=where & (people.personal_id[person] > 0))
    old = digits_text(people.old_id[person], 9, where=where & (people.old_id[person] > 0))
    return pc.coalesce(new, old)


def birth_text(birth: Ints, year_only: Bools) -> pa.Array:
    """dd/mm/yyyy, or the year alone."""
    full = date_text(birth, date_pool("%d/%m/%Y"), where=~year_only)
    return pc.coalesce(full, plain_text(years_of(birth), where=year_only))


def _guardians(rng: np.random.Generator, world: World, person: Ints) -> pa.Array:
    people, members = world.people, world.members
    father, mother = members.father[person], members.mother[person]
    parent = np.where((father >= 0) & ((mother < 0) | chance(rng, 0.55, len(person))), father, mother)
    shown = (parent >= 0) & (years_of(people.birth[person]) >= _CHILD_SINCE) & chance(rng, 0.75, len(person))
    known = np.maximum(parent, 0)
    names = world.book.full_names(people.family[known], people.middle[known], people.given[known])
    return pc.if_else(pa.array(shown), names, pa.scalar(None, pa.string()))


def card_table(world: World, cards: Cards, damage: Damage, seed: int) -> pa.Table:
    """The card extract, one row a row of :class:`~baophu.demo.cards.Cards`."""
    rng = np.random.default_rng([seed, 14])
    people, places, person = world.people, world.places, cards.person
    home = world.members.household[person]
    commune = world.households.commune[home]
    dates = date_pool("%d/%m/%Y")
    knows_papers = chance(rng, 0.5, len(people))[person]
    return pa.table(
        {
            "STT": pa.array(np.arange(1, len(cards) + 1)),
            "Họ và tên": _registry_names(rng, world, person, damage),
            "Mã số BHXH": digits_text(cards.si_number, 10),
            "Số thẻ BHYT": _card_numbers(rng, cards),
            "Ngày sinh": birth_text(people.birth[person], people.year_only[person]),
            "Giới tính": take_text(SEX_NAMES, people.sex[person]),
            "Số CCCD/CMND": papers_text(people, person, knows_papers),
            "Dân tộc": take_text(ETHNIC_NAMES, people.ethnic[person]),
            "Mã đối tượng": take_text(GROUPS, cards.group),
            "Nơi ĐK KCB": take_text(FACILITIES, rng.integers(0, len(FACILITIES), len(cards))),
            "Từ ngày": date_text(cards.start, dates),
            "Đến ngày": date_text(cards.end, dates),
            "Mã xã": take_text(places.codes, commune),
            "Xã/Phường": take_text(places.names, commune),
            "Ấp/Khóm": take_text(places.hamlets, world.households.hamlet[home]),
            "Mã hộ gia đình": digits_text(HOUSEHOLD_CODE_START + home * 7, 10),
            "Họ tên cha/mẹ/giám hộ": _guardians(rng, world, person),
            "Điện thoại": digits_text(people.phone[person], 10, where=people.phone[person] > 0),
        }
    )


def employer_codes(employer: Ints, where: Bools) -> pa.Array:
    """The unit code of each employer, null where ``where`` is false."""
    return pc.binary_join_element_wise("TA", digits_text(employer + 1, 4, where=where), "")


def participant_table(world: World, memberships: Memberships) -> pa.Table:
    """Members of the contribution schemes, one row a (person, scheme, period)."""
    people, places, person = world.people, world.places, memberships.person
    commune = world.households.commune[world.members.household[person]]
    dates = date_pool("%d/%m/%Y")
    months = np.maximum(1, (memberships.paid_to - memberships.start) // 30)
    return pa.table(
        {
            "STT": pa.array(np.arange(1, len(memberships) + 1)),
            "Mã số BHXH": digits_text(people.si_number[person], 10),
            "Họ và tên": world.book.full_names(
                people.family[person], people.middle[person], people.given[person], upper=True
            ),
            "Ngày sinh": birth_text(people.birth[person], people.year_only[person]),
            "Giới tính": take_text(SEX_NAMES, people.sex[person]),
            "Chế độ": take_text(SCHEME_NAMES, memberships.scheme),
            "Mã đơn vị": employer_codes(memberships.employer, memberships.scheme != VOLUNTARY),
            "Từ ngày": date_text(memberships.start, dates),
            "Đến ngày": date_text(memberships.paid_to, dates),
            "Số tháng": pa.array(months),
            "Mức đóng": pa.array(memberships.income),
            "Mã xã": take_text(places.codes, commune),
            "Xã/Phường": take_text(places.names, commune),
        }
    )


def household_table(world: World) -> pa.Table:
    """Every member of every household, as the household lists have them (insured now, formerly or never)."""
    people, places, members, households = world.people, world.places, world.members, world.households
    person = np.arange(len(people), dtype=np.int64)
    home = members.household
    return pa.table(
        {
            "Mã hộ gia đình": digits_text(HOUSEHOLD_CODE_START + home * 7, 10),
            "Họ và tên": world.book.full_names(people.family, people.middle, people.given, upper=True),
            "Mã số BHXH": digits_text(people.si_number, 10),
            "Ngày sinh": birth_text(people.birth, people.year_only),
            "Giới tính": take_text(SEX_NAMES, people.sex),
            "Dân tộc": take_text(ETHNIC_NAMES, people.ethnic),
            "Quan hệ với chủ hộ": take_text(RELATION_NAMES, members.relation),
            "Số CCCD/CMND": papers_text(people, person, np.ones(len(people), dtype=np.bool_)),
            "Mã xã": take_text(places.codes, households.commune[home]),
            "Xã/Phường": take_text(places.names, households.commune[home]),
            "Ấp/Khóm": take_text(places.hamlets, households.hamlet[home]),
            "Hoàn cảnh": take_text(pa.array(HARDSHIP_NAMES, pa.string()), households.hardship[home]),
        }
    )
