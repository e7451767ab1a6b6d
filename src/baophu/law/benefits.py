"""How much of the cost the fund pays: by card group *and* date, never by the digit that is printed on the card.

The levels are those inside the scope of benefits, at the right facility; out-of-line care and what raises any level to
100% (a visit below 15% of the reference level, five continuous years) are not decided here. Values and citations are in
``parameters/benefits.yaml``; which digit a group was first printed with is in :mod:`baophu.kernel.card_groups`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from baophu.kernel.card_groups import card_groups
from baophu.kernel.identifiers import CardNumber
from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.loading import built_in_law
from baophu.law.parameters import STATUS_WORDS, Citation, Law, Value
from baophu.law.said import Said, say

SOCIAL_PENSION_75 = "social_pension_75"
"""Stands for a group: people aged 75 and over on a social pension, whatever the code of their card."""

_LEVEL = "benefit.level."
_DIGIT = "benefit.digit."


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLevel:
    """A share of the cost (0 to 1), what it is the level of, the value of the law that sets it, and what is unsure."""

    share: Decimal
    name: Said
    value: Value
    warnings: tuple[Said, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles that set the level."""
        return self.value.citations


def benefit_level(group: str, on: date, law: Law | None = None) -> BenefitLevel:
    """The level of a card group (two letters, or ``SOCIAL_PENSION_75``) on a day.

    A person of several groups has the highest of their levels. ``OutsideTheLaw`` for a group that is not known,
    ``NoRuleInForce`` for a day without a rule. Source: Luật BHYT, article 22 clause 1; NQ 261/2025/QH15.
    """
    held = law or built_in_law()
    code = group.strip().lower()
    if _LEVEL + code not in held.parameters:
        raise OutsideTheLaw(
            say(
                "Không biết nhóm “{group}” trên thẻ BHYT. Các mã nhóm đã nạp: {known}.",
                "The card group “{group}” is not known. Groups held: {known}.",
                group=group.strip(),
                known=", ".join(sorted(card_groups())),
            ),
            group=group,
            on=on,
        )
    level = _level(_LEVEL + code, on, held)
    return replace(level, warnings=_unsure(level.value, on))


def digit_level(digit: int, on: date, law: Law | None = None) -> BenefitLevel:
    """What the digit 1 to 5 printed on a card says, with a warning where some group of that digit has another level.

    ``OutsideTheLaw`` for another digit, ``NoRuleInForce`` before the code table. Source: QĐ 1351/QĐ-BHXH 2015.
    """
    held = law or built_in_law()
    if f"{_DIGIT}{digit}" not in held.parameters:
        raise OutsideTheLaw(
            say(
                "Chữ số mức hưởng trên thẻ BHYT là từ 1 đến 5, không phải {digit}.",
                "The benefit digit of a card is 1 to 5, not {digit}.",
                digit=digit,
            ),
            digit=digit,
            on=on,
        )
    printed = _level(f"{_DIGIT}{digit}", on, held)
    differing = [
        say("{code} ({share})", "{code} ({share})", code=code, share=level.share)
        for code, group in card_groups().items()
        if group.digit == digit and (level := _level_if_any(_LEVEL + code.lower(), on, held))
        if level.share != printed.share
    ]
    warning = say(
        "Chữ số {digit} in trên thẻ không phải là mức hưởng ngày {on} của: {groups}.",
        "The printed digit {digit} is not the level on {on} of: {groups}.",
        digit=digit,
        on=on,
        groups=Said(", ".join(one.vi for one in differing), ", ".join(one.en for one in differing)),
    )
    return replace(printed, warnings=(warning,) if differing else ())


def card_benefit(card: CardNumber, group: str | None, on: date, law: Law | None = None) -> BenefitLevel:
    """The level of the holder of ``card`` on a day: that of ``group``, or of the card's own group where none is given.

    The digit on the card decides nothing; where it, or the group on the card, says otherwise, a warning tells.
    ``RequestUnclear`` where neither names a group (cards since 1/4/2021 do not); else as :func:`benefit_level`.
    """
    held = law or built_in_law()
    named = group or card.group
    if named is None:
        raise RequestUnclear(
            Said(
                "Số thẻ này không mang mã nhóm: cần cho biết mã nhóm đối tượng để tra mức hưởng.",
                "This card number carries no group: the group is needed to find the level of benefit.",
            ),
            on=on,
        )
    level = benefit_level(named, on, held)
    return replace(level, warnings=(*level.warnings, *_disagreements(card, named.strip().upper(), level, on, held)))


def _disagreements(card: CardNumber, group: str, level: BenefitLevel, on: date, law: Law) -> list[Said]:
    found = []
    if card.group not in (None, group):
        found.append(
            say(
                "Thẻ mang mã nhóm {printed}, mức hưởng tính theo nhóm {group}.",
                "The card carries the group {printed}; the level is that of {group}.",
                printed=card.group,
                group=group,
            )
        )
    printed = _level_if_any(f"{_DIGIT}{card.benefit}", on, law)
    if printed and printed.share != level.share:
        found.append(
            say(
                "Chữ số {digit} trên thẻ nói {printed}, còn nhóm {group} ngày {on} được hưởng {share}; mức hưởng tính theo "
                "nhóm. Người thuộc nhiều nhóm được hưởng mức cao nhất: hỏi người đó có thuộc nhóm khác không.",
                "The digit {digit} on the card says {printed}, the level of group {group} on {on} is {share}; the group "
                "decides. A person of several groups has the highest level: ask whether this person is of another.",
                digit=card.benefit,
                printed=printed.share,
                group=group,
                on=on,
                share=level.share,
            )
        )
    return found


def _level(parameter: str, on: date, law: Law) -> BenefitLevel:
    value = law.value(parameter, on)
    return BenefitLevel(share=Decimal(value.value), name=law.parameters[parameter].name, value=value)


def _level_if_any(parameter: str, on: date, law: Law) -> BenefitLevel | None:
    held = law.parameters.get(parameter)
    return _level(parameter, on, law) if held and held.on(on) else None


def _unsure(value: Value, on: date) -> tuple[Said, ...]:
    """What the record of a value says against relying on it on that day."""
    reasons = (
        (
            value.status in ("second_hand", "unconfirmed"),
            "Mức hưởng này {status}.",
            "This level is {status}.",
        ),
        (
            "from" in value.recalled,
            "Ngày bắt đầu {start} của mức hưởng này chưa đối chiếu.",
            "The first day of this level, {start}, was not checked.",
        ),
        (
            on > value.checked,
            "Ngày {on} ở sau lần đối chiếu pháp luật cuối cùng ({checked}): mức hưởng có thể đổi.",
            "{on} is after the law was last checked ({checked}): the level may change.",
        ),
    )
    words = {"status": STATUS_WORDS[value.status], "start": value.period.start, "checked": value.checked, "on": on}
    return tuple(say(vi, en, **words) for applies, vi, en in reasons if applies)
