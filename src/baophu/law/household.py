"""The quote of a household: who takes which rank, what each owes, and from when to when the card then is valid.

Ranks count those who paid by household in the same calendar year (the fiscal year), in the order given; members with
another card take none. Amounts come from the ladder of :mod:`baophu.law.rules.health`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from baophu.kernel.card_groups import card_groups
from baophu.kernel.money import Dong
from baophu.kernel.period import add_months
from baophu.law.errors import RequestUnclear
from baophu.law.household_members import (
    CHILD_GROUP,
    AlreadyPaid,
    HeldCard,
    Member,
    Owes,
    Payment,
    Standing,
    TakesNoRank,
    check_members,
    child_card_end,
    stage_of,
    standing_without_payment,
)
from baophu.law.loading import built_in_law
from baophu.law.parameters import Citation, Law, Value
from baophu.law.quote import rule_on
from baophu.law.request import HEALTH_MONTHS, QuoteRequest
from baophu.law.rules.health import health_months, monthly_amount, pay_rank
from baophu.law.said import Said, say
from baophu.law.schemes import ND_146, SCHEMES
from baophu.law.worksheet import Line, Worksheet

__all__ = ["AlreadyPaid", "HeldCard", "HouseholdQuote", "Member", "MemberQuote", "Owes", "Payment", "TakesNoRank",
           "household_quote"]  # fmt: skip
_SCHEME, _CHILD_SCHEME = "health.household", "health.budget_paid"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuote:
    """One member and where he or she stands."""

    member: Member
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdQuote:
    """The answer, members in the order given. ``total`` is the sum of what they owe and of ``lines``, in whole đồng."""

    on: date
    rule_start: date
    members: tuple[MemberQuote, ...]
    total: Dong
    lines: tuple[Line, ...]
    parameters: tuple[Value, ...]
    sources: tuple[Citation, ...]
    warnings: tuple[Said, ...]
    notes: tuple[Said, ...]

    @property
    def owing(self) -> tuple[Owes, ...]:
        """What the members owe who pay now, in order."""
        return tuple(one.standing for one in self.members if isinstance(one.standing, Owes))


def household_quote(
    members: Sequence[Member],
    on: date,
    months: int | None = None,
    align_to: date | None = None,
    law: Law | None = None,
) -> HouseholdQuote:
    """What each of ``members`` owes if paid on the day: for ``months`` (12 unless said), or until ``align_to``.

    Aligned cards end on or before that day, each after 1 to 15 whole months. A ``LawError`` for a household that cannot
    be, a day without a rule, months out of range. Sources: Luật BHYT, article 13 clause 3; NĐ 105/2014, NĐ 146/2018 and
    NĐ 188/2025; that other cards take no rank is practice.
    """
    _check_end(on, months, align_to)
    check_members(members, on)
    held = law or built_in_law()
    rule = rule_on(SCHEMES[_SCHEME], on, held)
    sheet = Worksheet(request=QuoteRequest(scheme=_SCHEME, on=on, months=months), law=held, rule=rule)
    span = align_to or health_months(sheet, months, usual=(3, 6, 12))
    quoted = tuple(_with_standings(sheet, members, span))
    _tell_conditions(sheet, quoted, align_to)
    sheet.is_locked_in = True
    sheet.close()
    sources = sheet.sources([value.parameter for value in sheet.parameters])
    first = [source for one in quoted if isinstance(one.standing, TakesNoRank) for source in one.standing.sources]
    return HouseholdQuote(
        on=on, rule_start=rule.start, members=quoted, total=sum(line.amount for line in sheet.lines),
        lines=tuple(sheet.lines), parameters=sheet.parameters,
        sources=tuple(dict.fromkeys([*sources, *first])),
        warnings=tuple(sheet.warnings), notes=tuple(sheet.notes),
    )  # fmt: skip


def _check_end(on: date, months: int | None, align_to: date | None) -> None:
    if align_to is None:
        return
    if months is not None:
        raise RequestUnclear(
            Said("Đã nêu ngày hết hạn chung thì bỏ số tháng.", "With a common last day, leave out the months."),
            option="months",
        )
    if align_to <= on:
        raise RequestUnclear(
            say("Ngày hết hạn chung {align} phải sau ngày đóng {on}.",
                "The common last day {align} must be after the day of payment {on}.", align=align_to, on=on),
            option="align",
        )  # fmt: skip


# --- ranks and amounts --------------------------------------------------------------------------------------------------


def _with_standings(sheet: Worksheet, members: Sequence[Member], span: int | date) -> Iterator[MemberQuote]:
    """Every member with a standing; who pays now takes the next rank, or keeps the one taken earlier this year.

    ``span``: the months to pay for, or the day on which the cards are to end.
    """
    rank = _next_rank(sheet, members)
    for member in members:
        standing: Standing | None = standing_without_payment(member, sheet.on)
        if standing is None:
            kept = member.first_payment_in(sheet.on.year)
            first_day = _first_day(sheet, member.covered_until)
            months = span if isinstance(span, int) else _aligned_months(sheet, member.key, first_day, span)
            standing = _owes(sheet, member.key, kept.rank if kept else rank, months, first_day, kept is not None)
            rank += kept is None
        elif isinstance(standing, TakesNoRank) and standing.reason == "child_under_six":
            standing = replace(standing, sources=_articles_of_children(sheet))
        yield MemberQuote(member=member, standing=standing)


def _articles_of_children(sheet: Worksheet) -> tuple[Citation, ...]:
    """The rule by which the budget pays for children; the share it pays becomes part of the trace."""
    sheet.value("health.state_share.budget_paid")
    return tuple(sheet.law.cite(*cite) for cite in rule_on(SCHEMES[_CHILD_SCHEME], sheet.on, sheet.law).cites)


def _next_rank(sheet: Worksheet, members: Sequence[Member]) -> int:
    """The rank after all that were taken this year; ranks that do not count up from 1 are told."""
    payments = [member.first_payment_in(sheet.on.year) for member in members]
    taken = sorted(payment.rank for payment in payments if payment)
    if taken != list(range(1, len(taken) + 1)):
        sheet.warn(
            say("Thứ tự đã đóng trong năm {year} là {ranks}, không liền từ 1: kiểm tra xem có thiếu người hoặc trùng thứ tự.",
                "The ranks paid in {year} are {ranks}, not counted up from 1: check for a missing member or a rank used twice.",
                year=str(sheet.on.year), ranks=", ".join(str(one) for one in taken))
        )  # fmt: skip
    return max([*taken, len(taken)], default=0) + 1


def _owes(sheet: Worksheet, key: str, rank: int, months: int, first_day: date, keeps_rank: bool) -> Owes:
    month = monthly_amount(sheet)
    said = say("Hộ gia đình, người thứ {rank}", "Household, member {rank}", rank=rank)
    label = say("{key}, người thứ {rank}", "{key}, member {rank}", key=key, rank=rank)
    amount = pay_rank(sheet, month, rank, months, label)
    line = sheet.lines[-1]
    sheet.months = max(sheet.months, months)
    return Owes(
        rank=rank, keeps_rank=keeps_rank, share=Decimal(amount) / (month.dong * months), months=months,
        first_day=first_day, last_day=add_months(first_day, months) - _DAY,
        amount=amount, formula=line.formula, sources=line.sources, said=said,
    )  # fmt: skip


# --- days ---------------------------------------------------------------------------------------------------------------


def _first_day(sheet: Worksheet, covered_until: date | None) -> date:
    """After the last day of a card that has not ended; on payment after a short break; else after the wait."""
    if covered_until is not None:
        if covered_until >= sheet.on:
            return covered_until + _DAY
        if (sheet.on - covered_until).days <= sheet.whole("health.household.break_days"):
            return sheet.on
    return sheet.on + timedelta(days=sheet.whole("health.household.waiting_days"))


def _aligned_months(sheet: Worksheet, key: str, first_day: date, align_to: date) -> int:
    """The most whole months, 1 to 15, that end on or before ``align_to``; by how many days they miss it is told."""
    after = align_to + _DAY
    months = max((one for one in HEALTH_MONTHS if add_months(first_day, one) <= after), default=HEALTH_MONTHS[0])
    ends = add_months(first_day, months)
    if ends > after:
        sheet.warn(
            say("{key}: đóng ít nhất 1 tháng, thẻ hết sau ngày chung {align} {days} ngày.",
                "{key}: at least 1 month is paid, the card ends {days} days after {align}.",
                key=key, align=align_to, days=(ends - after).days)
        )  # fmt: skip
    elif add_months(first_day, months + 1) <= after:
        sheet.warn(
            say("{key}: đóng nhiều nhất {months} tháng, thẻ hết trước ngày chung {align} {days} ngày.",
                "{key}: at most {months} months are paid, the card ends {days} days before {align}.",
                key=key, months=months, align=align_to, days=(after - ends).days)
        )  # fmt: skip
    elif ends < after:
        sheet.note(
            say("{key}: thẻ hết {last}, trước ngày chung {align} {days} ngày (chỉ đóng tròn tháng).",
                "{key}: the card ends on {last}, {days} days before {align} (only whole months are paid).",
                key=key, last=ends - _DAY, align=align_to, days=(after - ends).days)
        )  # fmt: skip
    return months


# --- what must be said --------------------------------------------------------------------------------------------------


def _tell_conditions(sheet: Worksheet, quoted: Sequence[MemberQuote], align_to: date | None) -> None:
    for one in quoted:
        _tell_of_member(sheet, one.member, one.standing, align_to)
    owing = [one.standing for one in quoted if isinstance(one.standing, Owes)]
    if not owing:
        sheet.note(Said("Không ai trong hộ phải đóng vào ngày này.", "No member has to pay on this day."))
        return
    _tell_of_order(sheet, [one for one in owing if not one.keeps_rank])
    if sheet.on >= ND_146:
        sheet.note(
            say("Thứ tự đếm những người đóng theo hộ trong năm {year} (01/01–31/12).",
                "Ranks count those who pay by household in {year} (01/01–31/12).", year=str(sheet.on.year))
        )  # fmt: skip
    elif any(_stays_out(one.standing) for one in quoted):
        sheet.warn_open("household_before_2018_12")


def _stays_out(standing: Standing) -> bool:
    """Whether a member who is in the household scheme does not pay together with the others."""
    return isinstance(standing, AlreadyPaid) or (
        isinstance(standing, TakesNoRank) and standing.reason == "card_still_valid"
    )


def _tell_of_member(sheet: Worksheet, member: Member, standing: Standing, align_to: date | None) -> None:
    _tell_of_age(sheet, member, standing)
    card, key, until = member.card, member.key, member.covered_until
    if card is not None and card.code not in card_groups():
        sheet.warn(
            say("{key}: mã đối tượng {code} không có trong bảng.", "{key}: the group {code} is not in the table.",
                key=key, code=card.code)
        )  # fmt: skip
    if isinstance(standing, TakesNoRank):
        _tell_of_no_rank(sheet, member, standing)
    elif isinstance(standing, Owes) and card is not None and not card.is_household:
        sheet.warn(
            say("{key}: thẻ trước thuộc nhóm {code} ({name}); kiểm tra quyền lợi của nhóm đó trước khi đóng theo hộ.",
                "{key}: the last card was of group {code} ({name}); check entitlement first, before paying by household.",
                key=key, code=card.code, name=card.name)
        )  # fmt: skip
    if align_to and until and sheet.on <= until < align_to and _stays_out(standing):
        sheet.note(
            say("{key}: thẻ hết {until}, trước ngày chung {align}, và chưa gia hạn lần này.",
                "{key}: the card ends on {until}, before {align}, and is not renewed now.",
                key=key, until=until, align=align_to)
        )  # fmt: skip


def _tell_of_age(sheet: Worksheet, member: Member, standing: Standing) -> None:
    """What rests on the age: a school to be asked, a child who was charged, a birth date too vague to decide."""
    key, born, starts = member.key, member.born, member.needs_cover_from(sheet.on)
    stage = member.stage_on(starts)
    if isinstance(standing, Owes) and stage == "school" and member.is_pupil is None:
        sheet.warn(
            say("{key}: đang tuổi đi học; hỏi nhà trường trước, vì học sinh tham gia tại trường, không theo hộ.",
                "{key}: of school age; ask the school first, as pupils join there, not by household.", key=key)
        )  # fmt: skip
    if _stays_out(standing) and stage == "child":
        sheet.warn(
            say("{key}: còn ở tuổi được ngân sách đóng (TE) mà dùng thẻ đóng theo hộ; kiểm tra lại với cơ quan BHXH.",
                "{key}: young enough for the budget to pay (TE), yet on a household card; check with the agency.", key=key)
        )  # fmt: skip
    is_by_age = isinstance(standing, Owes) or (
        isinstance(standing, TakesNoRank) and standing.reason in ("child_under_six", "joins_at_school")
    )
    if born is not None and is_by_age and stage_of(born.first_day, starts) != stage:
        sheet.warn(
            say("{key}: ngày sinh mới biết {born}, ở đây tính theo tuổi nhỏ nhất có thể; hỏi đủ ngày sinh.",
                "{key}: of the birth only {born} is known, the youngest age possible is used; ask for the whole date.",
                key=key, born=born.display)
        )  # fmt: skip


def _tell_of_child(sheet: Worksheet, member: Member, standing: TakesNoRank) -> None:
    """Until when the budget pays, or that school follows; and that both are read off the card where no birth is known."""
    if standing.reason == "child_under_six" and member.latest_birthday is not None:
        sheet.note(
            say("{key}: ngân sách đóng cho trẻ em (nhóm TE) đến {end}, làm thẻ TE trước, không đóng theo hộ ({article}).",
                "{key}: the budget pays for children (group TE) to {end}; get that card first, do not pay by household"
                " ({article}).", key=member.key, end=child_card_end(member.latest_birthday),
                article=standing.sources[0].said)
        )  # fmt: skip
    if member.card is None or member.card.code != CHILD_GROUP or member.is_pupil is not None:
        return
    if standing.reason == "joins_at_school":
        sheet.note(
            say("{key}: thẻ trẻ em (TE) hết {end}, đến tuổi đi học (thẻ lớp 1 từ 01/10); không đi học thì nêu rõ để tính"
                " theo hộ.",
                "{key}: the child's card (TE) ends on {end}, school age begins (first-grade cards from 1 October); if not"
                " at school, say so to pay by household.", key=member.key, end=member.card.valid_to)
        )  # fmt: skip
    if member.born is None and standing.reason in ("child_under_six", "joins_at_school"):
        sheet.warn(
            say("{key}: chưa có ngày sinh, tuổi tính từ ngày hết thẻ TE; còn dưới 72 tháng tuổi thì ngân sách vẫn đóng.",
                "{key}: no birth date, the age is taken from the end of the card TE; under 72 months the budget still pays.",
                key=member.key)
        )  # fmt: skip


def _tell_of_no_rank(sheet: Worksheet, member: Member, standing: TakesNoRank) -> None:
    if standing.reason != "card_still_valid":
        sheet.warn_open("rank_practice")
    _tell_of_child(sheet, member, standing)
    if standing.reason == "joins_at_school" and (member.covered_until or date.min) < sheet.on:
        sheet.note(
            say("{key}: chưa có thẻ còn hạn; học sinh, sinh viên tham gia tại trường, không theo hộ.",
                "{key}: no valid card; pupils and students join at school, not by household.", key=member.key)
        )  # fmt: skip
    if standing.reason == "card_still_valid":
        _tell_of_valid_card(sheet, member)


def _tell_of_valid_card(sheet: Worksheet, member: Member) -> None:
    year, until = str(sheet.on.year), member.covered_until
    if member.card is not None and not member.is_year_of_payment_known(sheet.on):
        sheet.warn(
            say("{key}: thẻ bắt đầu {start} mà không có ngày đóng; ở đây tính như đóng trước năm {year}, chưa chiếm thứ tự"
                " {year}. Nếu đóng trong năm {year} thì chiếm một thứ tự: ghi ngày đóng, số tháng, thứ tự.",
                "{key}: the card begins on {start} without a day of payment; here it is taken as paid before {year}, with no"
                " rank in {year}. If paid in {year}, it takes a rank: give the day, the months and the rank.",
                key=member.key, start=member.card.valid_from, year=year)
        )  # fmt: skip
        return
    sheet.note(
        say("{key}: thẻ đóng từ năm trước còn giá trị đến {until}, chưa chiếm thứ tự năm {year}; khi gia hạn trong năm {year}"
            " thì nhận thứ tự kế tiếp.",
            "{key}: the card paid in an earlier year is valid through {until} and takes no rank in {year}; when renewed in"
            " {year} it takes the next one.", key=member.key, until=until, year=year)
    )  # fmt: skip


def _tell_of_order(sheet: Worksheet, joining: Sequence[Owes]) -> None:
    """The law is silent on the order of those who join on one day: told where another order would cost something else."""
    a_month = sorted((one.amount // one.months for one in joining), reverse=True)
    months = sorted(one.months for one in joining)
    least = sum(dong * span for dong, span in zip(a_month, months, strict=True))
    most = sum(dong * span for dong, span in zip(a_month, reversed(months), strict=True))
    if least != most:
        sheet.warn(
            say("Văn bản không nêu thứ tự giữa những người cùng đóng; số tháng khác nhau nên xếp khác đi thì tổng từ {least}"
                " đến {most} đồng.",
                "The law does not order those who pay together; as their months differ, another order would cost from"
                " {least} to {most} đồng.", least=least, most=most)
        )  # fmt: skip
