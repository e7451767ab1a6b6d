"""A household's quote where there are children: the budget pays for the small ones, pupils join at school."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from household_members_made import ON, card, no_rank, owed, paid, text_of

from baophu.kernel.dates import PartialDate
from baophu.law.household import (
    HeldCard,
    Member,
    Payment,
    TakesNoRank,
    household_quote,
)


def born(iso: str) -> PartialDate:
    return PartialDate.from_iso(iso)


def reason_of(member: Member, on: date) -> str:
    """Why a member takes no rank, or "owes"."""
    standing = household_quote([member], on).members[0].standing
    return standing.reason if isinstance(standing, TakesNoRank) else standing.kind


def test_household_quote_when_a_child_under_six_has_no_card_then_the_budget_pays_and_its_article_is_cited() -> None:
    on = date(2021, 3, 15)
    quote = household_quote([Member(key="A", born=born("1980")), Member(key="Bé", born=born("2020-01-01"))], on)
    standing = no_rank(quote, 1)

    assert (standing.reason, standing.card_kind, quote.total) == ("child_under_six", "state_paid", 804_600)
    assert (standing.sources[0].text.id, standing.sources[0].article) == ("nd-146-2018", "Điều 7")
    assert set(standing.sources) < set(quote.sources)
    assert "health.state_share.budget_paid" in [value.parameter for value in quote.parameters]
    assert "Bé: ngân sách đóng cho trẻ em (nhóm TE) đến 30/09/2026, làm thẻ TE trước" in text_of(quote)
    assert "A: " not in "".join(one.vi for one in quote.warnings)


@pytest.mark.parametrize(
    ("birth", "last_day"),
    [
        ("2015-01-02", date(2021, 9, 30)),
        ("2015-09-30", date(2021, 9, 30)),
        ("2015-10-01", date(2021, 10, 31)),
        ("2015-12-31", date(2021, 12, 31)),
        ("2016-02-29", date(2022, 9, 30)),
        ("2015-09", date(2021, 9, 30)),
        ("2015", date(2021, 12, 31)),
    ],
)
def test_household_quote_when_a_child_reaches_72_months_then_the_budget_pays_to_september_or_to_that_months_end(
    birth: str, last_day: date
) -> None:
    member = Member(key="Bé", born=born(birth))

    assert reason_of(member, last_day) == "child_under_six"
    assert reason_of(member, last_day + timedelta(days=1)) == "owes"


def test_household_quote_when_only_the_year_of_birth_is_known_then_says_where_the_standing_rests_on_it() -> None:
    told = "Bé: ngày sinh mới biết 2015, ở đây tính theo tuổi nhỏ nhất có thể"
    texts = {
        day: text_of(household_quote([Member(key="Bé", born=born("2015"))], day))
        for day in (date(2021, 9, 30), date(2021, 10, 1), date(2021, 12, 31), date(2022, 1, 1))
    }

    assert [told in text for text in texts.values()] == [False, True, True, False]


def test_household_quote_when_the_year_of_birth_meets_the_end_of_a_childs_card_then_the_card_tells_the_age() -> None:
    member = Member(key="Bé", born=born("2015"), card=card("TE", date(2021, 9, 30)))

    assert reason_of(member, date(2021, 10, 15)) == "joins_at_school"


def test_household_quote_when_a_childs_card_was_cut_short_then_the_budget_still_pays() -> None:
    ended = card("TE", date(2021, 2, 28))

    assert reason_of(Member(key="Bé", born=born("2018-05-04"), card=ended), ON) == "child_under_six"
    assert reason_of(Member(key="Bé", card=ended), ON) == "child_under_six"
    assert "Bé: chưa có ngày sinh, tuổi tính từ ngày hết thẻ TE" in text_of(
        household_quote([Member(key="Bé", card=ended)], ON)
    )


def test_household_quote_when_a_childs_card_ended_by_age_then_joins_at_school_until_18() -> None:
    member = Member(key="Bé", card=card("TE", date(2025, 9, 30)))
    quote = household_quote([member], date(2025, 10, 15))

    assert (no_rank(quote).reason, quote.total) == ("joins_at_school", 0)
    assert "Bé: chưa có thẻ còn hạn; học sinh, sinh viên tham gia tại trường" in text_of(quote)
    assert "Bé: thẻ trẻ em (TE) hết 30/09/2025, đến tuổi đi học (thẻ lớp 1 từ 01/10)" in text_of(quote)
    assert "Bé: chưa có ngày sinh" in text_of(quote)
    grown = Member(key="Bé", card=card("TE", date(2015, 9, 30)))
    assert [reason_of(grown, day) for day in (date(2027, 9, 30), date(2027, 10, 1))] == ["joins_at_school", "owes"]


def test_household_quote_when_a_childs_card_ended_and_the_birth_is_known_then_no_birth_date_is_asked_for() -> None:
    member = Member(key="Bé", born=born("2019-05-04"), card=card("TE", date(2025, 9, 30)))

    assert "chưa có ngày sinh" not in text_of(household_quote([member], date(2025, 10, 15)))


def test_household_quote_when_a_childs_card_is_about_to_end_and_pays_now_then_joins_at_school_from_its_end() -> None:
    member = Member(key="Bé", card=card("TE", date(2025, 9, 30)), pays_now=True)

    assert reason_of(member, date(2025, 9, 15)) == "joins_at_school"


def test_household_quote_when_a_child_of_school_age_is_said_not_to_go_to_school_then_pays_by_household() -> None:
    member = Member(key="Bé", card=card("TE", date(2020, 9, 30)), is_pupil=False)
    quote = household_quote([member], ON)

    assert owed(quote).rank == 1
    assert "đang tuổi đi học" not in text_of(quote)
    assert "Bé: thẻ trước thuộc nhóm TE" in text_of(quote)


@pytest.mark.parametrize("held", [None, card("GD", date(2021, 2, 28))], ids=["no card", "household card"])
def test_household_quote_when_of_school_age_without_a_sign_of_a_school_then_is_priced_and_the_school_comes_first(
    held: HeldCard | None,
) -> None:
    quote = household_quote([Member(key="Vy", born=born("2010-04-01"), card=held)], ON)

    assert owed(quote).rank == 1
    assert "Vy: đang tuổi đi học; hỏi nhà trường trước" in text_of(quote)


@pytest.mark.parametrize(
    ("birth", "told"), [("2002-12-31", False), ("2003-03-22", True), ("2003", True), ("2015-03-01", False)]
)
def test_household_quote_when_of_18_years_then_the_school_is_asked_until_the_twelfth_grade_ends(
    birth: str, told: bool
) -> None:
    quote = household_quote([Member(key="Vy", born=born(birth))], date(2021, 9, 30))

    assert ("đang tuổi đi học" in text_of(quote)) == told


def test_household_quote_when_a_pupils_card_ended_long_ago_and_the_holder_is_grown_up_then_pays_by_household() -> None:
    ended = card("HS", date(2008, 9, 30))

    assert reason_of(Member(key="Vy", born=born("1990"), card=ended), ON) == "owes"
    assert reason_of(Member(key="Vy", born=born("2003-01-05"), card=card("HS", date(2020, 12, 31))), ON) == (
        "joins_at_school"
    )
    valid = card("HS", date(2021, 12, 31))
    assert reason_of(Member(key="Vy", born=born("2000"), card=valid), ON) == "joins_at_school"
    student = card("SV", date(2020, 12, 31))
    assert reason_of(Member(key="Vy", born=born("2000"), card=student), ON) == "joins_at_school"


def test_household_quote_when_a_pupils_card_shows_that_school_began_then_a_year_of_birth_does_not_make_a_child() -> (
    None
):
    member = Member(key="Vy", born=born("2015"), card=card("HS", date(2021, 11, 30), date(2021, 10, 1)))

    assert reason_of(member, date(2021, 12, 15)) == "joins_at_school"


@pytest.mark.parametrize("payments", [(), paid(date(2021, 1, 15))], ids=["last year", "this year"])
def test_household_quote_when_a_child_under_six_uses_a_household_card_then_is_warned_of(
    payments: tuple[Payment, ...],
) -> None:
    held = card("GD", date(2021, 12, 14), date(2020, 12, 15))
    quote = household_quote([Member(key="Bé", born=born("2018"), card=held, payments=payments)], ON)

    assert "Bé: còn ở tuổi được ngân sách đóng (TE) mà dùng thẻ đóng theo hộ" in text_of(quote)


def test_household_quote_when_a_child_under_six_holds_a_valid_card_then_the_card_is_named() -> None:
    member = Member(key="Bé", born=born("2018"), card=card("TE", date(2024, 9, 30)))
    quote = household_quote([member], ON)

    assert no_rank(quote).reason == "other_card"
    assert "health.state_share.budget_paid" not in [value.parameter for value in quote.parameters]
