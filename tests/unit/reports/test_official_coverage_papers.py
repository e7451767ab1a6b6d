"""The papers about participants, from figures made by hand: what they say, whether they add up, what the public reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from coverage_paper_facts import CENSUS, DISTRICTS, FIRST, PROVINCE, YEARBOOK, facts, row

from baophu.coverage.domain.populations import PopulationOfArea
from baophu.kernel.errors import RequestError
from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Column, Document, Figure, Paragraph, Section, Table, figures
from baophu.reports.document.txt_writer import txt_bytes
from baophu.reports.document.wording import plain
from baophu.reports.official.coverage_facts import CoverageFacts, stated_population
from baophu.reports.official.daily import daily_page, places_to_help
from baophu.reports.official.paper import as_draft, with_note
from baophu.reports.official.press import press_paragraph
from baophu.reports.official.request import ReportRequest
from baophu.reports.official.small_groups import for_public
from baophu.reports.official.sums import faults_of_sums
from baophu.reports.official.year import year_report

PARAGRAPH = (
    "Năm 2020, tỉnh Sóc Trăng có số người tham gia BHXH bắt buộc là 65.116 người (đạt 99,65%), BH thất nghiệp 57.637 (đạt "
    "gần 100%), BHXH tự nguyện 14.656 (đạt gần 102%), BHYT 1.252.098 (đạt tỷ lệ 99,94%), tỷ lệ bao phủ 95,15% theo niên giám "
    "thống kê năm 2018, cao hơn 4,15% so với chỉ tiêu 91% Thủ tướng Chính phủ giao."
)


def request(**wishes: object) -> ReportRequest:
    return ReportRequest(code="press", out=Path("x.txt"), today=date(2021, 1, 5), **wishes)  # type: ignore[arg-type]


def text(document: Document) -> str:
    return txt_bytes(document).decode()


def first_paragraph(document: Document) -> str:
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    return plain(block.text).replace("\u00a0", " ")


def test_press_when_nothing_is_chosen_then_it_is_the_published_paragraph() -> None:
    document = press_paragraph(facts(), request()).document
    assert first_paragraph(document) == PARAGRAPH
    assert "“gần 102%” là 101,78%" in text(document) and "tức 4,15 điểm phần trăm" in text(document)
    assert "104,37% theo Tổng điều tra 2019" in text(document)


def test_press_when_the_officer_chooses_then_each_figure_is_said_so() -> None:
    wording = {"compulsory_si/completion": "over", "94/voluntary_si/completion": "exact", "94/health": "over"}
    told = first_paragraph(press_paragraph(facts(), request(wording=wording, difference="points")).document)
    assert "65.116 người (đạt hơn 99%)" in told and "14.656 (đạt 101,78%)" in told and "BHYT hơn 1.200.000" in told
    assert "cao hơn 4,15 điểm so với chỉ tiêu 91%" in told


def test_press_when_the_usual_word_is_untrue_then_the_share_is_exact() -> None:
    held = facts()
    low = [replace(one, participants=14_450) if one.scheme == "voluntary_si" else one for one in held.own]
    told = first_paragraph(press_paragraph(replace(held, own=tuple(low)), request()).document)
    assert "14.450 (đạt 100,35%)" in told


@pytest.mark.parametrize(
    ("wording", "code"),
    [({"voluntary_si/coverage": "near"}, "figure_unknown"), ({"health/coverage": "near"}, "saying_untrue")],
)
def test_press_when_a_saying_cannot_be_then_it_is_refused(wording: dict[str, str], code: str) -> None:
    with pytest.raises(RequestError) as refused:
        press_paragraph(facts(), request(wording=wording))
    assert refused.value.code == code


def test_press_when_without_population_or_targets_then_it_states_neither() -> None:
    own = tuple(replace(one, population=None, target=None, assigned=None) for one in facts().own)
    told = first_paragraph(press_paragraph(replace(facts(), own=own, populations=()), request()).document)
    assert told.endswith("BHYT 1.252.098.") and "đạt" not in told


def test_population_when_nobody_chose_then_the_latest_that_the_people_fit_in() -> None:
    one, other = (PopulationOfArea(series=series, area="94", value=value, is_carried=False)
                  for series, value in ((YEARBOOK, 1_315_900), (CENSUS, 1_199_653)))  # fmt: skip
    on = date(2020, 12, 31)
    assert stated_population(1_252_098, [other, one], on) == one
    assert stated_population(1_100_000, [one, other], on) == other
    assert stated_population(1_400_000, [one, other], on) == other
    assert stated_population(1, [one, other], date(2017, 1, 1)) is None


def test_year_when_all_adds_up_then_finding_first_and_no_fault() -> None:
    paper = year_report(facts(), request())
    assert paper.faults == () and as_draft(paper) is paper.document
    told = text(paper.document)
    assert told.index("1 trong 4 chế độ đạt hoặc vượt chỉ tiêu năm 2020") < told.index("Bảng 1")
    assert "−229" in told and "tỷ lệ là 104,37% theo Tổng điều tra 2019" in told.replace("\u00a0", " ")
    ids = [figure.id for figure in figures(paper.document) if figure.value is not None]
    assert all(ids) and {"94/health", "943/voluntary_si", f"{FIRST}/unemployment/target:BHXH Việt Nam"} <= set(ids)


def _changed(held: CoverageFacts, level: str, code: str, **changes: object) -> CoverageFacts:
    rows = tuple(
        replace(one, **changes) if (one.area, one.scheme) == (code, "health") else one for one in getattr(held, level)
    )
    return replace(held, **{level: rows})  # type: ignore[arg-type]


def test_sums_when_a_district_differs_then_both_sums_are_named() -> None:
    wrong = _changed(facts(), "districts", "943", participants=417_360)
    faults = faults_of_sums(wrong)
    assert len(faults) == 2
    assert "tỉnh Sóc Trăng: số người tham gia của 2 đơn vị" in faults[0] and "(lệch 6)" in faults[0]
    assert "huyện Kế Sách" in faults[1]


def test_sums_when_targets_differ_then_named_and_when_one_lacks_then_not_compared() -> None:
    held = facts()
    district = next(one for one in held.districts if (one.area, one.scheme) == ("943", "health"))
    assert district.target is not None and district.target.value is not None
    more = replace(district.target, value=district.target.value + 10)
    faults = faults_of_sums(_changed(held, "districts", "943", target=more))
    assert len(faults) == 2 and all("chỉ tiêu" in fault and "(lệch 10)" in fault for fault in faults)
    assert faults_of_sums(_changed(held, "districts", "943", target=None)) == ()


def test_sums_when_people_have_no_known_commune_then_they_count_beside_the_districts() -> None:
    held = facts()
    own = tuple(replace(one, participants=one.participants + 7) if one.scheme == "health" else one for one in held.own)
    assert faults_of_sums(replace(held, own=own, unknown_place={"health": 7})) == ()
    assert len(faults_of_sums(replace(held, own=own))) == 1


def test_draft_when_another_paper_prints_otherwise_then_the_difference_stands_in_front() -> None:
    paper = year_report(facts(), request(printed={"94/si_total": 79_774}))
    document = as_draft(paper)
    assert document.head is not None and document.head.is_draft
    assert "BẢN NHÁP" in first_paragraph(document)
    assert "văn bản khác in 79.774, số đếm được là 79.772" in first_paragraph(document)
    assert year_report(facts(), request(printed={"94/si_total": 79_772})).faults == ()


def test_blank_form_when_made_from_nothing_then_it_names_schemes_and_areas_and_states_no_figure() -> None:
    held = facts()
    empty = CoverageFacts(
        period=held.period, on=held.on, area=PROVINCE, province=PROVINCE, areas=held.areas, levels=held.levels
    )
    for document in (year_report(empty, request()).document, press_paragraph(empty, request()).document):
        blank = blank_form(document)
        assert figures(blank) == () and "BHXH bắt buộc" in text(blank)
    assert "Huyện Kế Sách" in text(blank_form(year_report(empty, request()).document))


def test_note_when_the_paper_closes_then_it_stands_before_the_closing_line() -> None:
    document = with_note(year_report(facts(), request()).document, "Khác với số đã công bố:", ["một"])
    told = [line for line in text(document).splitlines() if line]
    assert told.index("- một") < next(place for place, line in enumerate(told) if line.endswith("./."))
    assert with_note(document, "x", []) is document


def test_daily_when_targets_are_missed_then_the_farthest_is_the_finding_and_three_places_follow() -> None:
    paper = daily_page(facts(), request())
    assert (
        first_paragraph(paper.document)
        == "BHXH bắt buộc còn xa chỉ tiêu năm 2020 nhất: đạt 99,65%, còn thiếu 229 người."
    )
    held = facts()
    rows = [
        row("health", DISTRICTS[0], 90, 100),
        row("voluntary_si", DISTRICTS[0], 80, 100),
        row("health", DISTRICTS[1], 99, 100),
    ]
    worst = places_to_help(replace(held, districts=tuple(rows)))
    assert [(one.area, one.scheme) for one in worst] == [("943", "voluntary_si"), ("946", "health")]


def test_public_paper_when_a_group_is_small_then_neither_it_nor_its_sum_tells_it() -> None:
    columns = (Column(title="Nơi"), Column(title="Người", kind="integer"), Column(title="Đạt", kind="percent"))

    def line(code: str, people: int) -> tuple[str, Figure, Figure]:
        share = Figure(value=Decimal(people), id=f"{code}/health/completion", kind="percent")
        return code, Figure(value=people, id=f"{code}/health"), share

    table = Table(
        columns=columns,
        rows=(
            Section(text="A"),
            line("1", 3),
            line("2", 40),
            line("3", 30),
            line("4", 0),
            Section(text="B"),
            line("5", 9),
        ),
        total=("", Figure(value=82, id="94/health"), ""),
    )
    document = Document(head=None, title="T", subject="", blocks=(table,))
    public = for_public(document).blocks[0]
    assert isinstance(public, Table)
    shown = {row[0]: (row[1].value, row[1].shown, row[2].value) for row in public.rows if isinstance(row, tuple)}  # type: ignore[union-attr]
    assert shown["1"] == (None, "dưới 5", None)
    assert shown["3"] == (None, "không nêu", None)
    assert shown["2"][0] == 40 and shown["4"][0] == 0 and shown["5"][0] == 9
    assert for_public(replace(document, blocks=())) == replace(document, blocks=())
