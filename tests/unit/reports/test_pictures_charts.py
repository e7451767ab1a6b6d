"""What the charts say: numbers, findings, what is missing; and what no picture may hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import baophu
from baophu.areas.domain import areas_on
from baophu.reports.pictures import (
    RankedPlace,
    SlopeLine,
    TargetBar,
    TrendLine,
    TrendPoint,
    coverage_map,
    page_rules,
    ranking,
    ranking_finding,
    slope,
    slope_finding,
    small_multiples,
    target_bars,
    target_finding,
    trend,
    trend_finding,
)
from baophu.reports.pictures.lettering import shortened, spread, text_width, wrapped
from baophu.reports.pictures.looks import LOOKS, TOKENS
from baophu.reports.pictures.values import axis_text, change_text, figure_text, round_ticks

SVG = "{http://www.w3.org/2000/svg}"
YEAR = (date(2020, 12, 31), date(2021, 12, 31))
SCHEMES = (
    TargetBar(label="BHXH bắt buộc", result=65_116, target=65_345),
    TargetBar(label="BHXH tự nguyện", result=14_656, target=14_400),
    TargetBar(label="BHYT", result=1_252_098, target=1_252_850),
)
PLACES = tuple(
    RankedPlace(label=area.name, value=Decimal(8800 + 7 * index) / 100)
    for index, area in enumerate(areas_on(date(2021, 1, 1)))
)
MONTHS = tuple(date(2020, month, 28) for month in range(1, 13))


def months(label: str, *, first: int = 1_200_000, preliminary: int = 1) -> TrendLine:
    points = tuple(
        TrendPoint(on=on, value=first + 4_000 * index, is_preliminary=index >= 12 - preliminary)
        for index, on in enumerate(MONTHS)
    )
    return TrendLine(label=label, points=points)


def slopes() -> tuple[SlopeLine, ...]:
    return (
        SlopeLine(label="Kế Sách", before=Decimal("94.10"), after=Decimal("95.30")),
        SlopeLine(label="Mỹ Tú", before=Decimal("93.00"), after=Decimal("91.75")),
        SlopeLine(label="Đại Ân 2", before=None, after=Decimal("90")),
    )


def every_picture(width: int) -> list[str]:
    communes = [area.code for area in areas_on(date(2021, 1, 1)) if area.level == "commune"]
    return [
        target_bars(SCHEMES, width=width, pace_percent=Decimal(104), note='Chỉ tiêu giả định <thử> & "ghi".'),
        target_bars([TargetBar(label="A & B <c>", result=None, target=0)], width=width),
        target_bars([], width=width),
        ranking(PLACES, width=width, mark=Decimal(91)),
        ranking([], width=width),
        trend([months("BHYT"), months("BHTN", first=900_000)], width=width, goal=1_300_000),
        trend([], width=width),
        trend([TrendLine(label="Một tháng", points=(TrendPoint(on=MONTHS[0], value=0),))], width=width),
        slope(slopes(), before=YEAR[0], after=YEAR[1], width=width),
        slope([], before=YEAR[0], after=YEAR[1], width=width),
        small_multiples([months(f"Huyện {number}") for number in range(11)], width=width, goal=1_250_000),
        small_multiples([], width=width),
        coverage_map(
            dict.fromkeys(communes, Decimal("95.15")), on=date(2021, 1, 1), source="Dân số 2018.", width=width
        ),
    ]


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def finding(svg: str) -> str:
    return ElementTree.fromstring(svg)[0].text or ""


def bars(svg: str, look: str) -> list[float]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [float(rect.get("width", "")) for rect in found if rect.get("class") == look and rect.get("height") != "8"]


def target_lengths(svg: str) -> dict[str, float]:
    """The length of the drawn bar by the label of its row, where there is one."""
    lengths = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        drawn = [rect for rect in group.iter(f"{SVG}rect") if rect.get("class") in ("barv", "barb")]
        if drawn:
            lengths[(group[0].text or "").split(":")[0]] = float(drawn[0].get("width", ""))
    return lengths


@pytest.mark.parametrize("width", [360, 700])
def test_every_picture_is_well_formed_and_named_by_its_finding(width: int) -> None:
    for svg in every_picture(width):
        root = ElementTree.fromstring(svg)
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        assert root.get("width") == str(width)
        assert root[0].tag == f"{SVG}title"
        assert (root[0].text or "").endswith(".")


@pytest.mark.parametrize("width", [360, 700])
def test_no_picture_holds_a_style_a_script_an_id_or_a_reference(width: int) -> None:
    for svg in every_picture(width):
        root = ElementTree.fromstring(svg)
        assert {element.tag for element in root.iter()} <= {
            SVG + tag for tag in ("svg", "title", "g", "text", "rect", "line", "path", "circle")
        }
        for element in root.iter():
            assert not {"style", "id", "href", "src"} & {name.split("}")[-1] for name in element.keys()}  # noqa: SIM118
            assert not any(name.startswith("on") for name in element.keys())  # noqa: SIM118
            assert not any("url(" in value for value in element.attrib.values())
        assert svg.count("http") == 1


@pytest.mark.parametrize("width", [360, 700])
def test_no_text_leaves_the_picture_when_it_is_drawn(width: int) -> None:
    for svg in every_picture(width):
        root = ElementTree.fromstring(svg)
        height = float(root.get("height", ""))
        for text in root.iter(f"{SVG}text"):
            room = text_width(text.text or "", is_bold=text.get("font-weight") == "600")
            start = float(text.get("x", "")) - room * {"end": 1.0, "middle": 0.5}.get(text.get("text-anchor", ""), 0.0)
            assert start >= -1, text.text
            assert start + room <= width + 1, text.text
            assert 0 < float(text.get("y", "")) <= height


def test_the_same_figures_give_the_same_text() -> None:
    assert every_picture(700) == every_picture(700)


def test_a_bar_says_its_percentage_and_both_numbers_as_vietnamese_papers_print_them() -> None:
    written = texts(target_bars(SCHEMES))
    assert {"99,65%", "65.116 / 65.345", "101,78%", "14.656 / 14.400", "99,94%", "1.252.098 / 1.252.850"} <= set(
        written
    )


def test_the_finding_of_target_bars_names_how_many_reached_it_the_lowest_and_the_highest() -> None:
    assert target_finding(SCHEMES) == (
        "Kết quả so với chỉ tiêu: 1 trên 3 đạt từ 100%; thấp nhất BHXH bắt buộc 99,65%, cao nhất BHXH tự nguyện 101,78%."
    )


def test_a_bar_beyond_125_percent_is_torn_at_the_end_of_the_scale_and_keeps_its_figure() -> None:
    svg = target_bars([TargetBar(label="A", result=125, target=100), TargetBar(label="B", result=300, target=100)])
    lengths = target_lengths(svg)
    assert lengths["A"] == lengths["B"]
    assert "300,00%" in texts(svg)
    assert svg.count('class="over"') == 1


def test_bars_are_drawn_from_zero_in_proportion_to_their_share() -> None:
    given_bars = [TargetBar(label=f"N{share}", result=share, target=100) for share in (0, 25, 50, 100)]
    lengths = target_lengths(target_bars(given_bars))
    assert lengths["N0"] == 0
    assert lengths["N50"] == pytest.approx(2 * lengths["N25"], abs=0.2)
    assert lengths["N100"] == pytest.approx(4 * lengths["N25"], abs=0.4)


def test_a_missing_target_and_a_missing_result_are_said_in_words_and_have_no_bar() -> None:
    given_bars = [
        TargetBar(label="A", result=900, target=None),
        TargetBar(label="B", result=None, target=900),
        TargetBar(label="C", result=5, target=0),
    ]
    svg = target_bars(given_bars)
    assert {"900 / chưa có chỉ tiêu", "chưa có dữ liệu / 900", "5 / 0"} <= set(texts(svg))
    assert not target_lengths(svg)
    assert finding(svg) == "Kết quả so với chỉ tiêu: chưa có dữ liệu."


@pytest.mark.parametrize(("result", "is_behind"), [(970, False), (969, True), (1000, False)])
def test_a_bar_is_red_and_called_behind_only_when_more_than_three_points_below_the_pace(
    result: int, is_behind: bool
) -> None:
    svg = target_bars([TargetBar(label="A", result=result, target=1000)])
    assert ('class="barb"' in svg) is is_behind
    assert any(text.startswith("chậm · ") for text in texts(svg)) is is_behind


def test_a_result_below_the_target_is_not_behind_when_the_pace_is_lower() -> None:
    svg = target_bars([TargetBar(label="A", result=880, target=1000)], pace_percent=Decimal("89.4"))
    assert "barb" not in svg
    assert "nhịp cần có 89,40%" in texts(svg)


def test_a_ranking_begins_with_the_worst_and_ends_with_what_is_not_known() -> None:
    places = [
        RankedPlace(label="A", value=Decimal("95")), RankedPlace(label="B", value=None),
        RankedPlace(label="C", value=Decimal("90")), RankedPlace(label="D", value=Decimal("104.37")),
    ]  # fmt: skip
    written = texts(ranking(places))
    assert [text for text in written if text in "ABCD"] == ["C", "A", "D", "B"]
    assert "104,37%" in written
    assert "chưa có dữ liệu" in written
    assert [text for text in texts(ranking(places, is_low_worst=False)) if text in "ABCD"] == ["D", "A", "C", "B"]
    assert ranking_finding(places, mark=Decimal(91)) == (
        "Xếp hạng 3 nơi: thấp nhất C 90,00%, cao nhất D 104,37%; 1 nơi dưới mốc 91,00%; 1 nơi chưa có dữ liệu."
    )


def test_a_ranking_of_121_places_has_a_bar_for_each_and_two_colours() -> None:
    svg = ranking(PLACES, mark=Decimal(91))
    assert len(PLACES) == 121
    assert len(bars(svg, "barb")) + len(bars(svg, "barv")) == 121
    assert len(bars(svg, "barb")) == sum((place.value or 0) < 91 for place in PLACES)


def test_a_ranking_cut_short_says_how_many_are_left_and_between_what() -> None:
    svg = ranking(PLACES, most=10)
    assert len(bars(svg, "barv")) == 10
    assert "Còn 111 nơi không vẽ ở đây, từ 88,70% đến 96,40%." in texts(svg)


def test_a_long_name_stands_above_its_bar_and_is_shortened_only_where_the_width_ends() -> None:
    name = "Trường Trung học phổ thông Dân tộc nội trú Huỳnh Cương thành phố Sóc Trăng"
    wide = ranking([RankedPlace(label=name, value=5)], width=700)
    narrow = ranking([RankedPlace(label=name, value=5)], width=360)
    assert name in texts(wide)
    assert any(text.endswith("…") for text in texts(narrow))
    assert f"{name}: 5" in narrow


def test_a_trend_ends_in_its_figure_and_says_that_its_axis_does_not_begin_at_zero() -> None:
    svg = trend([months("BHYT", preliminary=2)], goal=1_252_850)
    written = texts(svg)
    assert {"1.244.000", "sơ bộ", "12/2020", "Chỉ tiêu 1.252.850"} <= set(written)
    assert any("không từ 0" in text for text in written)
    assert svg.count('class="l1p"') == 3  # two stretches and the key
    assert svg.count('class="hol"') == 2
    assert finding(svg) == ("BHYT: từ 1.200.000 (01/2020) đến 1.244.000 (12/2020, sơ bộ), tăng\u00a044.000.")


def test_a_trend_from_low_to_high_begins_at_zero_and_is_silent_about_it() -> None:
    points = (TrendPoint(on=YEAR[0], value=10), TrendPoint(on=YEAR[1], value=90))
    assert not any("không từ 0" in text for text in texts(trend([TrendLine(label="A", points=points)], by_year=True)))


def test_a_month_without_a_figure_breaks_the_line() -> None:
    values = (5, None, 7, 8)
    points = tuple(TrendPoint(on=on, value=value) for on, value in zip(MONTHS, values, strict=False))
    svg = trend([TrendLine(label="A", points=points)])
    assert svg.count('class="l1"') == 1
    assert trend_finding([TrendLine(label="A", points=points)]) == "A: từ 5 (01/2020) đến 8 (04/2020), tăng\u00a03."


def test_three_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="two lines"):
        trend([months("A"), months("B"), months("C")])


def test_a_falling_line_is_dashed_red_and_says_by_how_many_points() -> None:
    svg = slope(slopes(), before=YEAR[0], after=YEAR[1])
    assert "91,75% Mỹ Tú (giảm\u00a01,25\u00a0điểm)" in texts(svg)
    assert svg.count('class="down"') == 2  # the line and the key
    assert "Thiếu số của một trong hai ngày: Đại Ân 2." in texts(svg)
    assert slope_finding(slopes(), before=YEAR[0], after=YEAR[1]) == (
        "Từ 31/12/2020 đến 31/12/2021: 1 nơi tăng, 1 nơi giảm; tăng nhiều nhất Kế Sách (tăng\u00a01,20\u00a0điểm); "
        "giảm nhiều nhất Mỹ Tú (giảm\u00a01,25\u00a0điểm); 1 nơi chưa có dữ liệu."
    )


def test_labels_of_a_slope_stand_a_line_apart_when_all_figures_are_equal() -> None:
    lines = [SlopeLine(label=f"Xã {number}", before=5, after=5) for number in range(30)]
    root = ElementTree.fromstring(slope(lines, before=YEAR[0], after=YEAR[1]))
    places = sorted(float(text.get("y", "")) for text in root.iter(f"{SVG}text") if "Xã" in (text.text or ""))
    assert len(places) == 30
    assert min(after - before for before, after in itertools.pairwise(places)) >= 17.9


def test_small_multiples_share_one_scale() -> None:
    low, high = months("Thấp", first=100_000), months("Cao", first=1_200_000)
    root = ElementTree.fromstring(small_multiples([low, high], by_year=False))
    dots = [float(circle.get("cy", "")) for circle in root.iter(f"{SVG}circle")]
    assert dots[0] > dots[1]
    assert {"144.000", "1.244.000"} <= {text.text for text in root.iter(f"{SVG}text")}


@pytest.mark.parametrize(
    ("value", "text"),
    [(65_116, "65.116"), (Decimal("99.645"), "99,65%"), (Decimal("104.37"), "104,37%"), (0, "0"), (Decimal(0), "0,00%"),
     (None, "chưa có dữ liệu"), (-5, "−5")],
)  # fmt: skip
def test_figures_are_written_as_vietnamese_papers_do(value: int | Decimal | None, text: str) -> None:
    assert figure_text(value) == text


def test_changes_are_people_or_points_and_never_per_cent() -> None:
    assert change_text(100, 1350) == "tăng\u00a01.250"
    assert change_text(Decimal("95.15"), Decimal("91")) == "giảm\u00a04,15\u00a0điểm"
    assert change_text(7, 7) == "không đổi"


@pytest.mark.parametrize(
    ("tick", "is_share", "text"),
    [(Decimal("92.5"), True, "92,5%"), (Decimal(1200), False, "1.200"), (Decimal(-5), False, "−5")],
)
def test_numbers_of_an_axis_have_no_idle_digits(tick: Decimal, is_share: bool, text: str) -> None:
    assert axis_text(tick, is_share=is_share) == text


@given(st.decimals(0, 2_000_000, places=2), st.decimals(0, 2_000_000, places=2), st.booleans())
def test_ticks_enclose_the_figures_in_few_even_steps(one: Decimal, other: Decimal, is_share: bool) -> None:
    low, high = min(one, other), max(one, other)
    ticks = round_ticks(low, high, about=4, is_share=is_share)
    steps = {after - before for before, after in itertools.pairwise(ticks)}
    assert len(steps) == 1
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 7


@given(st.lists(st.floats(0, 500), max_size=20))
def test_spread_places_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    placed = spread(wanted, gap=18, low=0, high=500)
    by_wish = [place for _, place in sorted(zip(wanted, placed, strict=True))]
    assert all(after - before >= 18 - 1e-6 for before, after in itertools.pairwise(by_wish))
    assert all(place >= -1e-6 for place in placed)
    assert all(place <= 500 + 1e-6 for place in placed)


def test_places_that_are_apart_stay_where_they_are() -> None:
    assert spread([100.0, 10.0, 50.0], gap=18, low=0, high=500) == (100.0, 10.0, 50.0)


def test_text_is_wrapped_and_shortened_to_its_room() -> None:
    lines = wrapped("Mẫu số: dân số 1.315.900, Niên giám thống kê 2018", 120)
    assert len(lines) > 1
    assert all(text_width(written) <= 120 for written in lines)
    assert text_width(shortened("Thị trấn Huỳnh Hữu Nghĩa", 80)) <= 80


def test_text_in_another_script_or_not_composed_has_a_width() -> None:
    assert text_width("e\u0302\u0301") == text_width("ế")
    assert text_width("ខ្មែរ") > 0


@pytest.mark.parametrize("draw", [target_bars, ranking, trend, small_multiples])
def test_a_picture_of_nothing_says_that_there_is_no_data(draw: Callable[..., str]) -> None:
    assert re.search("[Cc]hưa có dữ liệu", finding(draw([])))


def test_a_finding_given_by_the_caller_names_the_picture() -> None:
    assert finding(ranking(PLACES, finding="Cù Lao Dung thấp nhất.")) == "Cù Lao Dung thấp nhất."


def test_every_colour_is_the_light_value_of_a_token_and_a_page_draws_it_by_that_token() -> None:
    sheet = (Path(baophu.__file__).parent / "web" / "static" / "web" / "tokens.css").read_text(encoding="utf-8")
    light = sheet.partition('[data-bs-theme="dark"]')[0]
    for colour, token in TOKENS.items():
        assert f"--bp-{token}:{colour};" in light
    used = {value for look in LOOKS.values() for value in look.values() if value.startswith("#")}
    assert used == set(TOKENS)
    assert ".ch .barv{fill:var(--bp-accent)}\n" in page_rules()
    assert "#" not in page_rules()
