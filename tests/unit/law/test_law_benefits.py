"""The level of benefit: by group and date, with the printed digit as a hint that can be wrong."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.card_groups import card_groups
from baophu.kernel.identifiers import CardNumber, parse_card_number
from baophu.law.benefits import SOCIAL_PENSION_75, benefit_level, card_benefit, digit_level
from baophu.law.errors import LawError, NoRuleInForce, OutsideTheLaw, RequestUnclear
from baophu.law.loading import built_in_law

LAST_OF_2025, FIRST_OF_2026 = date(2025, 12, 31), date(2026, 1, 1)
FULL, MOST, FOUR_FIFTHS = Decimal(1), Decimal("0.95"), Decimal("0.8")


def card(text: str) -> CardNumber:
    found = parse_card_number(text)
    assert found is not None
    return found


def test_benefit_level_when_the_group_is_near_poor_then_the_first_day_of_2026_raises_it() -> None:
    before, after = benefit_level("CN", LAST_OF_2025), benefit_level("cn ", FIRST_OF_2026)

    assert (before.share, after.share) == (MOST, FULL)
    assert [one.text.id for one in before.citations] == ["luat-46-2014"]
    assert [one.text.id for one in after.citations] == ["nq-261-2025"]
    assert before.warnings == after.warnings == ()
    assert after.name.vi == "Mức hưởng BHYT của nhóm CN (người thuộc hộ cận nghèo)"


def test_benefit_level_when_a_social_pension_is_drawn_at_75_then_has_its_own_level_from_2026() -> None:
    assert benefit_level(SOCIAL_PENSION_75, FIRST_OF_2026).share == FULL
    with pytest.raises(NoRuleInForce, match="01/01/2026"):
        benefit_level(SOCIAL_PENSION_75, LAST_OF_2025)


@pytest.mark.parametrize("group", ["ZZ", "", "HS4", "3", "social_pension"])
def test_benefit_level_when_the_group_is_unknown_then_is_refused_with_the_known_ones(group: str) -> None:
    with pytest.raises(OutsideTheLaw, match="CA, CB, CC") as caught:
        benefit_level(group, FIRST_OF_2026)
    assert caught.value.exit_code == 2
    assert "is not known" in caught.value.message("en")


@pytest.mark.parametrize(("group", "first"), [("HS", date(2015, 1, 1)), ("KT", date(2025, 7, 1))])
def test_benefit_level_when_the_date_is_before_the_first_rule_then_is_refused(group: str, first: date) -> None:
    assert benefit_level(group, first).share == FOUR_FIFTHS
    with pytest.raises(NoRuleInForce, match=f"từ {first:%d/%m/%Y}"):
        benefit_level(group, first - timedelta(days=1))


def test_benefit_level_when_its_record_is_weak_then_warns_of_each_weakness() -> None:
    checked = benefit_level("HS", FIRST_OF_2026).value.checked

    assert [one.en for one in benefit_level("KT", checked + timedelta(days=1)).warnings] == [
        "This level is unconfirmed.",
        "The first day of this level, 01/07/2025, was not checked.",
        f"{checked + timedelta(days=1):%d/%m/%Y} is after the law was last checked ({checked:%d/%m/%Y}): the level may change.",
    ]
    assert [one.vi for one in benefit_level("HS", checked).warnings] == [
        "Mức hưởng này theo nguồn thứ cấp, chưa đối chiếu văn bản gốc."
    ]


def test_built_in_law_when_held_against_the_code_table_then_every_group_has_a_level_and_its_text() -> None:
    law = built_in_law()
    levels = {id.removeprefix("benefit.level.").upper() for id in law.parameters if id.startswith("benefit.level.")}

    assert levels == {*card_groups(), SOCIAL_PENSION_75.upper()}
    assert {group.text for group in card_groups().values()} <= set(law.texts)


@pytest.mark.parametrize(
    ("digit", "share", "said"),
    [
        (1, FULL, "Chữ số 1 in trên thẻ BHYT: 100%, không áp dụng giới hạn thanh toán một số thuốc và dịch vụ"),
        (2, FULL, "Chữ số 2 in trên thẻ BHYT: 100%, có giới hạn thanh toán một số thuốc và dịch vụ"),
        (3, MOST, "Chữ số 3 in trên thẻ BHYT: 95%"),
        (4, FOUR_FIFTHS, "Chữ số 4 in trên thẻ BHYT: 80%"),
        (5, FULL, "Chữ số 5 in trên thẻ BHYT: 100%, cả chi phí ngoài phạm vi được hưởng"),
    ],
)
def test_digit_level_when_the_code_table_begins_then_says_what_it_prints(digit: int, share: Decimal, said: str) -> None:
    found = digit_level(digit, date(2015, 11, 16))
    assert (found.share, found.name.vi, found.warnings) == (share, said, ())


def test_digit_level_when_a_group_has_moved_on_then_names_the_group() -> None:
    assert digit_level(3, LAST_OF_2025).warnings == ()
    (warning,) = digit_level(3, FIRST_OF_2026).warnings
    assert warning.vi == "Chữ số 3 in trên thẻ không phải là mức hưởng ngày 01/01/2026 của: CN (100%)."
    (warning,) = digit_level(4, FIRST_OF_2026).warnings
    assert warning.en == "The printed digit 4 is not the level on 01/01/2026 of: PV (95%), LH (100%), CT (100%)."


def test_digit_level_when_there_is_no_such_digit_or_no_table_yet_then_is_refused() -> None:
    for digit in (0, 6, -1, 10):
        with pytest.raises(OutsideTheLaw, match="từ 1 đến 5"):
            digit_level(digit, FIRST_OF_2026)
    with pytest.raises(NoRuleInForce):
        digit_level(3, date(2015, 11, 15))


def test_card_benefit_when_a_near_poor_card_still_shows_3_then_the_date_decides_and_the_digit_warns() -> None:
    old = card("CN3949421012345")

    assert card_benefit(old, None, LAST_OF_2025).share == MOST
    assert card_benefit(old, None, LAST_OF_2025).warnings == ()
    after = card_benefit(old, None, FIRST_OF_2026)
    assert after.share == FULL
    (warning,) = after.warnings
    assert warning.vi.startswith("Chữ số 3 trên thẻ nói 95%, còn nhóm CN ngày 01/01/2026 được hưởng 100%;")
    assert card_benefit(card("CN2949421012345"), "cn", FIRST_OF_2026).warnings == ()


def test_card_benefit_when_the_digit_promises_more_than_the_group_then_the_group_decides() -> None:
    found = card_benefit(card("TE4949421012345"), None, FIRST_OF_2026)
    assert found.share == FULL
    found = card_benefit(card("HT1949421012345"), None, FIRST_OF_2026)
    assert found.share == MOST
    assert "has the highest level" in found.warnings[0].en


def test_card_benefit_when_another_group_is_given_then_that_one_counts_and_the_card_warns() -> None:
    found = card_benefit(card("HT3949421012345"), "HN", FIRST_OF_2026)
    assert found.share == FULL
    assert [one.en.split(";")[0] for one in found.warnings] == [
        "The card carries the group HT",
        "The digit 3 on the card says 95%, the level of group HN on 01/01/2026 is 100%",
    ]


@pytest.mark.parametrize("number", ["9421012345", "094209001234"])
def test_card_benefit_when_the_card_is_of_a_newer_generation_then_the_group_must_be_given(number: str) -> None:
    assert card_benefit(card(number), "CN", FIRST_OF_2026).share == FULL
    with pytest.raises(RequestUnclear, match="không mang mã nhóm"):
        card_benefit(card(number), None, FIRST_OF_2026)


def test_card_benefit_when_the_digit_has_no_rule_yet_then_the_group_still_has_its_level() -> None:
    assert card_benefit(card("HT4949421012345"), None, date(2015, 11, 15)).warnings == ()
    assert len(card_benefit(card("HT4949421012345"), None, date(2015, 11, 16)).warnings) == 1


@given(
    group=st.sampled_from(sorted(card_groups())),
    digit=st.integers(1, 5),
    on=st.dates(min_value=date(2013, 1, 1), max_value=date(2031, 1, 1)),
)
def test_card_benefit_when_any_digit_stands_on_the_card_then_the_level_is_that_of_group_and_date(
    group: str, digit: int, on: date
) -> None:
    printed = card(f"{group}{digit}949421012345")
    try:
        level = benefit_level(group, on)
    except LawError as refused:
        with pytest.raises(type(refused)):
            card_benefit(printed, None, on)
        return
    found = card_benefit(printed, None, on)
    assert found.share == level.share
    if on >= date(2015, 11, 16):
        assert (len(found.warnings) > len(level.warnings)) == (digit_level(digit, on).share != level.share)
