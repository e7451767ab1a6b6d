"""A household's quote: standings, ranks, days, alignment, what is told, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from household_members_made import ON, OPEN, card, no_rank, owed, paid, text_of

from baophu.kernel.dates import PartialDate
from baophu.law.errors import LawError, NoRuleInForce, OutsideTheLaw, RequestUnclear
from baophu.law.household import (
    AlreadyPaid,
    HeldCard,
    Member,
    household_quote,
)

# --- who takes no rank --------------------------------------------------------------------------------------------------


def test_household_quote_when_a_member_holds_another_card_then_names_it_and_says_that_this_is_practice() -> None:
    quote = household_quote([Member(key="A", card=card("HN", date(2021, 12, 31))), Member(key="B")], ON)

    assert (no_rank(quote).reason, no_rank(quote).card_kind) == ("other_card", "state_paid")
    assert no_rank(quote).said.vi == "Người thuộc hộ nghèo"
    assert owed(quote, 1).rank == 1
    assert OPEN["rank_practice"] in quote.warnings


def test_household_quote_when_only_household_members_then_practice_is_not_warned_of() -> None:
    assert OPEN["rank_practice"] not in household_quote([Member(key="A")], ON).warnings


def test_household_quote_when_another_card_ends_on_the_day_then_still_counts_and_the_day_after_no_more() -> None:
    member = Member(key="A", card=card("DN", ON))

    assert no_rank(household_quote([member], ON)).reason == "other_card"
    assert owed(household_quote([member], ON + timedelta(days=1))).rank == 1


def test_household_quote_when_a_card_begins_later_then_counts_already() -> None:
    member = Member(key="A", card=card("TE", date(2022, 3, 31), date(2021, 4, 1)))

    assert no_rank(household_quote([member], ON)).reason == "other_card"


def test_household_quote_when_a_pupil_card_has_ended_then_joins_at_school_unless_said_to_have_left() -> None:
    ended = card("HS", date(2020, 12, 31))
    quote = household_quote([Member(key="Vy", card=ended)], ON)

    assert (no_rank(quote).reason, quote.total) == ("joins_at_school", 0)
    assert "Vy: chưa có thẻ còn hạn; học sinh, sinh viên tham gia tại trường" in text_of(quote)
    assert owed(household_quote([Member(key="Vy", card=ended, is_pupil=False)], ON)).rank == 1


def test_household_quote_when_a_pupil_wants_to_pay_early_then_still_joins_at_school() -> None:
    quote = household_quote([Member(key="Vy", card=card("SV", date(2021, 12, 31)), pays_now=True)], ON)

    assert no_rank(quote).reason == "joins_at_school"


def test_household_quote_when_a_pupil_is_poor_then_the_poor_card_is_named() -> None:
    quote = household_quote([Member(key="Vy", card=card("HN", date(2021, 12, 31)), is_pupil=True)], ON)

    assert no_rank(quote).reason == "other_card"


def test_household_quote_when_said_to_be_a_pupil_without_a_card_then_joins_at_school() -> None:
    assert no_rank(household_quote([Member(key="Vy", is_pupil=True)], ON)).reason == "joins_at_school"


def test_household_quote_when_said_to_have_left_school_with_a_valid_pupil_card_then_it_is_another_card() -> None:
    member = Member(key="Vy", card=card("HS", date(2021, 9, 30)), is_pupil=False)

    assert no_rank(household_quote([member], ON)).reason == "other_card"


@pytest.mark.parametrize("end", [date(2021, 6, 30), date(2022, 2, 28)], ids=["within the year", "past its end"])
def test_household_quote_when_the_card_was_paid_last_year_then_takes_no_part_until_renewed(end: date) -> None:
    held = card("GD", end, date(2020, 12, 1))
    quote = household_quote([Member(key="A", card=held), Member(key="B")], ON)

    assert no_rank(quote).reason == "card_still_valid"
    assert owed(quote, 1).rank == 1
    assert f"A: thẻ đóng từ năm trước còn giá trị đến {end:%d/%m/%Y}, chưa chiếm thứ tự năm 2021" in text_of(quote)
    assert "không có ngày đóng" not in text_of(quote)
    assert no_rank(quote).said.vi == "Hộ gia đình, đóng từ năm trước"


@pytest.mark.parametrize("start", [date(2021, 1, 15), date(2022, 1, 1)], ids=["this year", "next year"])
def test_household_quote_when_a_card_begins_this_year_without_a_payment_then_no_sentence_says_when_it_was_paid(
    start: date,
) -> None:
    held = card("GD", start + timedelta(days=364), start)
    quote = household_quote([Member(key="A", card=held)], date(2021, 12, 20))

    assert no_rank(quote).reason == "card_still_valid"
    assert f"A: thẻ bắt đầu {start:%d/%m/%Y} mà không có ngày đóng" in text_of(quote)
    assert "ở đây tính như đóng trước năm 2021" in text_of(quote)
    assert no_rank(quote).said.vi == "Hộ gia đình, chưa rõ năm đóng"
    assert "năm trước" not in text_of(quote)


def test_household_quote_when_paid_in_december_for_a_card_of_january_then_takes_no_rank_this_year() -> None:
    held = card("GD", date(2022, 1, 9), date(2021, 1, 10))
    quote = household_quote([Member(key="A", card=held, payments=paid(date(2020, 12, 11)))], ON)

    assert no_rank(quote).reason == "card_still_valid"
    assert "không có ngày đóng" not in text_of(quote)


def test_household_quote_when_nobody_has_to_pay_then_says_so() -> None:
    quote = household_quote([Member(key="A", card=card("DN", date(2021, 12, 31)))], ON)

    assert (quote.total, quote.lines, quote.owing) == (0, (), ())
    assert "Không ai trong hộ phải đóng" in text_of(quote)


# --- ranks --------------------------------------------------------------------------------------------------------------


def test_household_quote_when_paid_this_year_then_is_counted_even_if_another_card_came_since() -> None:
    member = Member(key="A", card=card("DN", date(2021, 12, 31)), payments=paid(date(2021, 1, 15)))
    quote = household_quote([Member(key="B"), member], ON)

    assert isinstance(quote.members[1].standing, AlreadyPaid)
    assert owed(quote).rank == 2


def test_household_quote_when_ranks_have_a_hole_or_repeat_then_the_next_is_after_all_and_it_is_told() -> None:
    first, third = (Member(key=f"P{n}", payments=paid(date(2021, 1, 15), n)) for n in (1, 3))
    again = Member(key="again", payments=paid(date(2021, 1, 15), 1))

    hole = household_quote([first, third, Member(key="new")], ON)
    twice = household_quote([first, again, Member(key="new")], ON)

    assert (owed(hole, 2).rank, owed(twice, 2).rank) == (4, 3)
    assert "Thứ tự đã đóng trong năm 2021 là 1, 3" in text_of(hole)
    assert "Thứ tự đã đóng trong năm 2021 là 1, 1" in text_of(twice)
    assert "không liền từ 1" not in text_of(household_quote([first, Member(key="new")], ON))


def test_household_quote_when_paid_on_the_last_day_of_last_year_then_takes_no_rank_this_year() -> None:
    before, after = (
        household_quote([Member(key="A", payments=paid(day)), Member(key="B")], ON)
        for day in (date(2020, 12, 31), date(2021, 1, 1))
    )

    assert (owed(before, 1).rank, owed(after, 1).rank) == (1, 2)


def test_household_quote_when_a_renewing_member_keeps_a_rank_then_the_next_joiner_is_not_moved() -> None:
    renewing = Member(key="A", card=card("GD", date(2021, 3, 20)), payments=paid(date(2021, 1, 1), months=1))
    quote = household_quote([renewing, Member(key="B")], ON)

    assert [(one.rank, one.keeps_rank) for one in quote.owing] == [(1, True), (2, False)]


# --- days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "first_day"),
    [
        (ON - timedelta(days=1), ON),
        (ON - timedelta(days=90), ON),
        (ON - timedelta(days=91), date(2021, 4, 21)),
        (date(2015, 1, 1), date(2021, 4, 21)),
    ],
)
def test_household_quote_when_a_card_has_ended_then_the_wait_begins_with_a_break_of_90_days(
    ended: date, first_day: date
) -> None:
    assert owed(household_quote([Member(key="A", card=card("GD", ended))], ON)).first_day == first_day


@pytest.mark.parametrize("end", [ON, date(2021, 6, 30)])
def test_household_quote_when_renewed_before_its_end_then_begins_the_day_after(end: date) -> None:
    quote = household_quote([Member(key="A", card=card("GD", end), pays_now=True)], ON)

    assert owed(quote).first_day == end + timedelta(days=1)
    assert "chưa được xác nhận" not in text_of(quote).lower()


def test_household_quote_when_the_wait_or_the_break_is_used_then_it_is_said_to_be_unconfirmed() -> None:
    assert "chờ khi tham gia lần đầu hoặc gián đoạn 30 ngày" in text_of(household_quote([Member(key="A")], ON))
    lapsed = household_quote([Member(key="A", card=card("GD", date(2021, 2, 28)))], ON)
    assert "Gián đoạn dài nhất mà thẻ vẫn có giá trị ngay khi đóng 90 ngày" in text_of(lapsed)


def test_household_quote_when_the_last_month_is_shorter_then_the_card_ends_with_it() -> None:
    member = Member(key="A", card=card("GD", date(2021, 8, 30)), pays_now=True)

    assert owed(household_quote([member], ON, 6)).last_day == date(2022, 2, 27)


# --- alignment ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("align_to", "months", "told"),
    [
        (date(2021, 4, 1), 1, "đóng ít nhất 1 tháng, thẻ hết sau ngày chung 01/04/2021 20 ngày"),
        (date(2021, 4, 20), 1, "sau ngày chung 20/04/2021 1 ngày"),
        (date(2021, 4, 21), 1, ""),
        (date(2021, 4, 22), 1, "A: thẻ hết 21/04/2021, trước ngày chung 22/04/2021 1 ngày"),
        (date(2021, 5, 20), 1, "A: thẻ hết 21/04/2021, trước ngày chung 20/05/2021 29 ngày"),
        (date(2021, 5, 21), 2, ""),
        (date(2022, 6, 21), 15, ""),
        (date(2022, 7, 20), 15, "A: thẻ hết 21/06/2022, trước ngày chung 20/07/2022 29 ngày"),
        (date(2022, 7, 21), 15, "đóng nhiều nhất 15 tháng, thẻ hết trước ngày chung 21/07/2022 30 ngày"),
    ],
)
def test_household_quote_when_cards_are_to_end_together_then_whole_months_come_as_near_as_they_can(
    align_to: date, months: int, told: str
) -> None:
    member = Member(key="A", card=card("GD", date(2021, 3, 21)))
    quote = household_quote([member], ON, align_to=align_to)

    assert (owed(quote).months, owed(quote).first_day) == (months, ON)
    assert (told or "ngày chung") in text_of(quote) if told else "ngày chung" not in text_of(quote)


def test_household_quote_when_a_new_members_card_ends_before_the_common_day_then_tells_by_how_many_days() -> None:
    quote = household_quote([Member(key="A")], date(2021, 10, 15), align_to=date(2021, 12, 31))

    assert owed(quote).last_day == date(2021, 12, 13)
    assert "A: thẻ hết 13/12/2021, trước ngày chung 31/12/2021 18 ngày" in text_of(quote)


def test_household_quote_when_a_valid_card_ends_earlier_than_the_others_then_it_is_told() -> None:
    quote = household_quote(
        [Member(key="A", card=card("GD", date(2021, 6, 30))), Member(key="B")], ON, align_to=date(2022, 4, 20)
    )

    assert "A: thẻ hết 30/06/2021, trước ngày chung 20/04/2022" in text_of(quote)


def test_household_quote_when_months_differ_then_the_range_over_all_orders_is_told() -> None:
    lapsed, early = card("GD", date(2021, 3, 21)), card("GD", date(2021, 9, 21))
    members = [Member(key="A", card=lapsed), Member(key="B", card=early, pays_now=True)]
    quote = household_quote(members, ON, align_to=date(2022, 3, 21))

    assert [one.months for one in quote.owing] == [12, 6]
    assert quote.total == 804_600 + 281_610
    assert "tổng từ 965.520 đến 1.086.210 đồng" in text_of(quote)
    assert "thứ tự giữa những người cùng đóng" not in text_of(household_quote(members, ON))


# --- what is told -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["HN", "CN", "DN", "ZZ"])
def test_household_quote_when_the_last_card_was_of_another_group_then_entitlement_comes_first(group: str) -> None:
    quote = household_quote([Member(key="A", card=card(group, date(2021, 2, 28)))], ON)

    assert owed(quote).rank == 1
    assert f"A: thẻ trước thuộc nhóm {group}" in text_of(quote)
    assert ("không có trong bảng" in text_of(quote)) == (group == "ZZ")


def test_household_quote_when_before_december_2018_and_someone_pays_alone_then_warns() -> None:
    last_day = date(2018, 11, 30)
    other = Member(key="A", payments=paid(date(2018, 1, 15)))

    assert OPEN["household_before_2018_12"] in household_quote([other, Member(key="B")], last_day).warnings
    assert (
        OPEN["household_before_2018_12"] not in household_quote([Member(key="A"), Member(key="B")], last_day).warnings
    )
    assert OPEN["household_before_2018_12"] not in household_quote([other, Member(key="B")], date(2018, 12, 1)).warnings


def test_household_quote_when_the_base_salary_rises_within_the_paid_months_then_no_top_up_is_told() -> None:
    assert "không đóng bù" in text_of(household_quote([Member(key="A")], date(2024, 3, 1)))


def test_household_quote_when_a_span_is_unusual_then_it_is_told() -> None:
    assert "7 tháng không phải kỳ đóng thường dùng" in text_of(household_quote([Member(key="A")], ON, 7))


# --- what is refused ----------------------------------------------------------------------------------------------------

HELD = card("GD", date(2021, 2, 28))
FAR = HeldCard(group="XD", valid_from=date(2021, 1, 1), valid_to=date.max)


@pytest.mark.parametrize(
    ("members", "kind", "sentence"),
    [
        ([], OutsideTheLaw, "từ 1 đến 20 người, không phải 0"),
        ([Member(key=str(n)) for n in range(21)], OutsideTheLaw, "không phải 21"),
        ([Member(key="A"), Member(key="A")], RequestUnclear, "Hai thành viên cùng tên “A”"),
        ([Member(key="A", payments=paid(ON + timedelta(days=1)))], RequestUnclear, "23/03/2021 ở sau ngày tính"),
        ([Member(key="A", born=PartialDate(2021, 3, 23))], RequestUnclear, "ngày sinh 23/03/2021 ở sau ngày tính"),
        ([Member(key="A", born=PartialDate(2022))], RequestUnclear, "ngày sinh 2022 ở sau ngày tính 22/03/2021"),
        ([Member(key="A", payments=paid(ON, months=0))], OutsideTheLaw, "số tháng đã đóng phải từ 1 đến 15, không phải 0"),
        ([Member(key="A", payments=paid(ON, months=16))], OutsideTheLaw, "không phải 16"),
        ([Member(key="A", payments=paid(ON, 0))], OutsideTheLaw, "thứ tự đã đóng phải từ 1 đến 20, không phải 0"),
        ([Member(key="A", payments=paid(ON, 60))], OutsideTheLaw, "không phải 60"),
        ([Member(key="A", card=card("GD", ON, ON + timedelta(days=1)))], RequestUnclear, "trước ngày bắt đầu 23/03/2021"),
        ([Member(key="A", card=card(" ", ON))], RequestUnclear, "thiếu mã đối tượng"),
        ([Member(key="A", card=FAR, pays_now=True)], OutsideTheLaw, "31/12/9999, chưa gia hạn được"),
    ],
)  # fmt: skip
def test_household_quote_when_a_household_cannot_be_then_says_why(
    members: list[Member], kind: type[LawError], sentence: str
) -> None:
    with pytest.raises(kind) as told:
        household_quote(members, ON)

    assert sentence in told.value.message("vi")
    assert told.value.message("en") != told.value.message("vi")


def test_household_quote_when_a_card_never_ends_then_takes_no_rank() -> None:
    assert no_rank(household_quote([Member(key="A", card=FAR)], ON)).reason == "other_card"


def test_household_quote_when_months_or_the_common_day_cannot_be_then_says_why() -> None:
    one = [Member(key="A", card=HELD)]
    for months in (0, 16, -3):
        with pytest.raises(OutsideTheLaw, match="từ 1 đến 15"):
            household_quote(one, ON, months)
    with pytest.raises(RequestUnclear, match="bỏ số tháng"):
        household_quote(one, ON, 12, date(2022, 1, 1))
    with pytest.raises(RequestUnclear, match="phải sau ngày đóng"):
        household_quote(one, ON, align_to=ON)


@pytest.mark.parametrize("on", [date(2014, 12, 31), date(2031, 1, 1)])
def test_household_quote_when_no_rule_is_in_force_then_names_the_days(on: date) -> None:
    with pytest.raises(NoRuleInForce) as told:
        household_quote([Member(key="A")], on)

    assert "01/01/2015" in told.value.message("vi") and "31/12/2030" in told.value.message("vi")
