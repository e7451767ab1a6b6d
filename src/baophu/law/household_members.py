"""A household as its quote is asked and answered: members with the cards they hold and what they paid, and where each stands.

What the quote reads off a member without any value of the law stands here; ranks, months and money are in
:mod:`baophu.law.household`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from baophu.kernel.card_groups import CardKind, card_groups, card_kind
from baophu.kernel.dates import PartialDate
from baophu.kernel.money import Dong
from baophu.kernel.period import add_months
from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.parameters import Citation
from baophu.law.request import HEALTH_MONTHS, LONGEST_HOUSEHOLD
from baophu.law.said import Said, say

HOUSEHOLD_GROUP, CHILD_GROUP, PUPIL_GROUP = "GD", "TE", "HS"
Reason = Literal["other_card", "child_under_six", "joins_at_school", "card_still_valid"]
Stage = Literal["child", "school", "adult"]
_CHILD_MONTHS, _ADULT_YEARS = 72, 18
_SCHOOL_YEAR_ENDS = (9, 30)
_DAY = timedelta(days=1)


def child_card_end(born: date) -> date:
    """The last day on which the budget pays for a child: 30/9 of the year of 72 months, or the end of that month if later.

    As the agency told the press of the school year 2025–26; taken to hold before as well.
    """
    turns = add_months(born, _CHILD_MONTHS)
    return max(date(turns.year, *_SCHOOL_YEAR_ENDS), PartialDate(turns.year, turns.month).last_day)


def stage_of(born: date, on: date) -> Stage:
    """A child that the budget pays for, of school age (until 18, or 30/9 of that year: the twelfth grade), or grown up."""
    if on <= child_card_end(born):
        return "child"
    turns = add_months(born, 12 * _ADULT_YEARS)
    return "school" if on < turns or on <= date(turns.year, *_SCHOOL_YEAR_ENDS) else "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCard:
    """The last card of a member: its group (two letters, or a whole card number) and its first and last day."""

    group: str
    valid_from: date
    valid_to: date

    @property
    def code(self) -> str:
        """The two letters of the group."""
        return self.group.strip().upper()[:2]

    @property
    def kind(self) -> CardKind:
        """The kind of card that the group makes; a group not in the table is another group's."""
        return card_kind(self.code)

    @property
    def is_household(self) -> bool:
        """Whether it is the card of those who pay by household: only they are ranked."""
        return self.code == HOUSEHOLD_GROUP

    @property
    def name(self) -> Said:
        """The name of the group; its code where the table does not hold it."""
        group = card_groups().get(self.code)
        return Said(self.code, self.code) if group is None else Said(group.name_vi, group.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment by household: its day, the months it covers, the rank it was priced at."""

    paid_on: date
    months: int
    rank: int

    @property
    def last_day(self) -> date:
        """The last day it covers if it began on the day of payment: the card itself can say a later one."""
        return add_months(self.paid_on, self.months) - _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member; ``key`` names him or her in lines and sentences.

    ``is_pupil`` is None where it is to be read off the last card (HS, SV, a child's TE) and the age. ``pays_now`` renews
    before the card ends, or joins before leaving the group of another card.
    """

    key: str
    card: HeldCard | None = None
    payments: tuple[Payment, ...] = ()
    born: PartialDate | None = None
    is_pupil: bool | None = None
    pays_now: bool = False

    @property
    def latest_birthday(self) -> date | None:
        """The latest day of birth that can be; None where nothing tells.

        A child's card runs to the age, and so dates a birth of which no more than the year or month is known.
        """
        is_child_card = self.card is not None and self.card.code == CHILD_GROUP
        by_card = add_months(self.card.valid_to, -_CHILD_MONTHS) if self.card and is_child_card else None
        if self.born is None or (by_card and self.born.first_day <= by_card <= self.born.last_day):
            return by_card
        return self.born.last_day

    def stage_on(self, day: date) -> Stage | None:
        """The age as far as the law asks for it, by :attr:`latest_birthday`."""
        latest = self.latest_birthday
        return None if latest is None else stage_of(latest, day)

    def is_at_school(self, day: date) -> bool:
        """Whether the member has to join at a school on the day; a pupil's card that ended says nothing of the grown up."""
        if self.is_pupil is not None or self.card is None:
            return bool(self.is_pupil)
        if self.card.code == CHILD_GROUP:
            return self.stage_on(day) == "school"
        has_left = self.card.code == PUPIL_GROUP and self.card.valid_to < day and self.stage_on(day) == "adult"
        return self.card.kind == "pupil" and not has_left

    def needs_cover_from(self, on: date) -> date:
        """The day after a cover that is renewed before its end; the day itself for all others."""
        until = self.covered_until
        return until + _DAY if self.pays_now and until is not None and until >= on else on

    @property
    def covered_until(self) -> date | None:
        """The last day that the card or a payment covers; None for one who was never insured."""
        last_days = [payment.last_day for payment in self.payments]
        return max(last_days if self.card is None else [*last_days, self.card.valid_to], default=None)

    def is_year_of_payment_known(self, on: date) -> bool:
        """Whether the card was surely paid before the year of the day, or its payment is held."""
        return bool(self.payments) or self.card is None or self.card.valid_from.year < on.year

    def first_payment_in(self, year: int) -> Payment | None:
        """The payment that gave the member a rank in a calendar year."""
        paid = [payment for payment in self.payments if payment.paid_on.year == year]
        return min(paid, key=lambda payment: payment.paid_on, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesNoRank:
    """Holds another card, is a child the budget pays for, joins at school, or has a household card still valid.

    ``sources`` are the articles of the entitlement that comes first; none for what is read off a card.
    """

    kind: ClassVar[Literal["takes_no_rank"]] = "takes_no_rank"
    reason: Reason
    card_kind: CardKind | None
    said: Said
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyPaid:
    """Paid this calendar year at ``rank`` and is covered through ``last_day``."""

    kind: ClassVar[Literal["already_paid"]] = "already_paid"
    rank: int
    paid_on: date
    last_day: date
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Owes:
    """Pays ``amount`` (đồng) now for ``months``; ``share`` is that of the first member's contribution.

    ``keeps_rank``: it was taken earlier this year.
    """

    kind: ClassVar[Literal["owes"]] = "owes"
    rank: int
    keeps_rank: bool
    share: Decimal
    months: int
    first_day: date
    last_day: date
    amount: Dong
    formula: Said
    sources: tuple[Citation, ...]
    said: Said


Standing = TakesNoRank | AlreadyPaid | Owes


def standing_without_payment(member: Member, on: date) -> TakesNoRank | AlreadyPaid | None:
    """Where a member stands who pays nothing by household on the day; None for one who does."""
    card, until = member.card, member.covered_until
    is_covered = until is not None and until >= on and not member.pays_now
    paid = member.first_payment_in(on.year)
    if paid and until and is_covered:
        said = say("Đóng {day}, người thứ {rank}", "Paid {day}, member {rank}", day=paid.paid_on, rank=paid.rank)
        return AlreadyPaid(rank=paid.rank, paid_on=paid.paid_on, last_day=until, said=said)
    kind = None if card is None else card.kind
    starts = member.needs_cover_from(on)
    is_at_school = member.is_at_school(starts)
    is_own_school_card = is_at_school and kind == "pupil"
    if card and is_covered and card.valid_to >= on and not card.is_household and not is_own_school_card:
        return TakesNoRank(reason="other_card", card_kind=kind, said=card.name)
    if member.stage_on(starts) == "child" and not is_covered and kind != "pupil":
        said = Said("Trẻ em, ngân sách đóng (TE)", "Child, paid by the budget (TE)")
        return TakesNoRank(reason="child_under_six", card_kind="state_paid", said=said)
    if is_at_school:
        said = Said("Học sinh, sinh viên, đóng ở trường", "Pupil or student, joins at school")
        return TakesNoRank(reason="joins_at_school", card_kind=kind, said=said)
    if is_covered:
        said = Said("Hộ gia đình, đóng từ năm trước", "Household, paid in an earlier year")
        if not member.is_year_of_payment_known(on):
            said = Said("Hộ gia đình, chưa rõ năm đóng", "Household, year of payment unknown")
        return TakesNoRank(reason="card_still_valid", card_kind=kind, said=said)
    return None


def check_members(members: Sequence[Member], on: date) -> None:
    """Raise for a household that cannot be: its size, a name twice, a card or a payment that contradicts itself."""
    if not 1 <= len(members) <= LONGEST_HOUSEHOLD:
        raise OutsideTheLaw(
            say("Hộ phải có từ 1 đến {most} người, không phải {n}.", "A household has from 1 to {most} members, not {n}.",
                most=LONGEST_HOUSEHOLD, n=len(members)),
            option="members",
        )  # fmt: skip
    seen = set[str]()
    for member in members:
        if member.key in seen:
            raise RequestUnclear(
                say("Hai thành viên cùng tên “{key}”: ghi thêm để phân biệt.",
                    "Two members are named “{key}”: add something to tell them apart.", key=member.key),
                option="members",
            )  # fmt: skip
        seen.add(member.key)
        _check_birth(member, on)
        _check_card(member)
        for payment in member.payments:
            _check_payment(member, payment, on)
        _check_renewal(member, on)


def _check_birth(member: Member, on: date) -> None:
    if member.born is not None and member.born.first_day > on:
        raise RequestUnclear(
            say("{key}: ngày sinh {born} ở sau ngày tính {on}.", "{key}: born on {born}, after the day of the quote {on}.",
                key=member.key, born=member.born.display, on=on),
            option="birth_date",
        )  # fmt: skip


def _check_card(member: Member) -> None:
    card = member.card
    if card is None:
        return
    if len(card.code) < 2:
        raise RequestUnclear(
            say("{key}: thẻ thiếu mã đối tượng (hai chữ, như GD, HS, HN).",
                "{key}: the card lacks its group (two letters, as GD, HS, HN).", key=member.key),
            option="card_group",
        )  # fmt: skip
    if card.valid_to < card.valid_from:
        raise RequestUnclear(
            say("{key}: thẻ hết hạn {end} trước ngày bắt đầu {start}.",
                "{key}: the card ends on {end}, before it starts on {start}.",
                key=member.key, start=card.valid_from, end=card.valid_to),
            option="valid_to",
        )  # fmt: skip


def _check_payment(member: Member, payment: Payment, on: date) -> None:
    if payment.paid_on > on:
        raise RequestUnclear(
            say("{key}: ngày đóng {day} ở sau ngày tính {on}.", "{key}: paid on {day}, after the day of the quote {on}.",
                key=member.key, day=payment.paid_on, on=on),
            option="paid_on",
        )  # fmt: skip
    for option, name, value, most in (
        ("months", Said("số tháng đã đóng", "the months paid"), payment.months, HEALTH_MONTHS[-1]),
        ("rank", Said("thứ tự đã đóng", "the rank paid at"), payment.rank, LONGEST_HOUSEHOLD),
    ):
        if not 1 <= value <= most:
            raise OutsideTheLaw(
                say("{key}: {name} phải từ 1 đến {most}, không phải {value}.",
                    "{key}: {name} must be from 1 to {most}, not {value}.", key=member.key, name=name, most=most, value=value),
                option=option,
            )  # fmt: skip


def _check_renewal(member: Member, on: date) -> None:
    """A card is not renewed further ahead than a payment can reach."""
    until, latest = member.covered_until, add_months(on, HEALTH_MONTHS[-1])
    if member.pays_now and until is not None and until > latest:
        raise OutsideTheLaw(
            say("{key}: thẻ còn giá trị đến {until}, chưa gia hạn được (chỉ trước hạn không quá {most} tháng).",
                "{key}: the card is valid through {until}, too early to renew (at most {most} months ahead).",
                key=member.key, until=until, most=HEALTH_MONTHS[-1]),
            option="pays_now",
        )  # fmt: skip
