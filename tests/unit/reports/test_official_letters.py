"""Papers of a campaign: the file they are filled in from, what they say, their blank forms, and the sums of the results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from official_papers import pdf_pages

from baophu.areas.domain import areas_on
from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Document, Figure, Table, figures
from baophu.reports.document.writing import document_bytes, write_document
from baophu.reports.official.campaign import AreaResult, CampaignResults, campaign_document, results_faults
from baophu.reports.official.campaign_data import EXAMPLE, campaign_data, read_campaign
from baophu.reports.official.input_faults import InputFaults
from baophu.reports.official.invitation import invitation_document
from baophu.reports.official.letters import Letter
from baophu.reports.official.minutes import minutes_document
from baophu.reports.official.plan import plan_document

AREAS = areas_on(date(2021, 3, 13))
PROVINCE = next(area for area in AREAS if area.level == "province")
PAPERS = (plan_document, invitation_document, minutes_document)
SMALLEST = "name: Ra quân\nstart: 2021-03-13\nend: 2021-03-31\n"


def letter(*, is_blank: bool = False) -> Letter:
    data = None if is_blank else campaign_data(Path(EXAMPLE))
    return Letter(campaign=data, area=PROVINCE, province=PROVINCE, areas=AREAS)


def text_of(document: Document) -> str:
    return " ".join(document_bytes(document, ".txt").decode().split())


def refused(text: str) -> str:
    with pytest.raises(InputFaults) as error:
        read_campaign(text, "chien-dich.yaml")
    return error.value.message("vi")


def test_plan_when_the_example_is_printed_then_it_has_one_main_site_ten_linked_ones_and_the_sum_of_the_goals() -> None:
    text = text_of(plan_document(letter()))
    assert "từ ngày 13/03/2021 đến hết ngày 31/03/2021" in text
    assert "10 điểm cầu trực tuyến" in text
    assert text.count("Trực tuyến") == 10
    assert "1.600 người mới tham gia BHXH tự nguyện và 14.600 người mới tham gia BHYT hộ gia đình" in text
    districts = [area.name for area in AREAS if area.level == "district"]
    assert len(districts) == 11
    assert all(name in text for name in districts)


def test_plan_when_a_task_has_no_number_then_none_is_printed_for_it() -> None:
    table = next(block for block in plan_document(letter()).blocks if isinstance(block, Table))
    numbers = [row[5] for row in table.rows if isinstance(row, tuple)]
    assert numbers[-1] == ""
    assert all(isinstance(number, Figure) for number in numbers[:-1])


def test_invitation_when_the_example_is_printed_then_guests_weekday_and_programme_stand() -> None:
    text = text_of(invitation_document(letter()))
    assert "7 giờ 30, thứ Bảy, ngày 13/03/2021" in text
    assert "- Báo, Đài Phát thanh và Truyền hình tỉnh." in text
    assert "08:45" in text


def test_minutes_when_the_example_is_printed_then_attendance_adds_up_and_both_sign() -> None:
    document = minutes_document(letter())
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.total is not None
    sums = [cell.value for cell in table.total if isinstance(cell, Figure)]
    assert sums == [24, 22, 2]
    assert [one.name for one in document.signatures] == ["Lê Văn Mẫu", "Trần Thị Mẫu"]


@pytest.mark.parametrize("build", PAPERS)
def test_paper_when_it_is_the_worked_example_then_it_says_so_and_an_office_s_own_does_not(build: type) -> None:
    own = campaign_data(Path(EXAMPLE)).model_copy(update={"is_example": False})
    assert "Văn bản mẫu để tham khảo" in text_of(build(letter()))
    assert "Văn bản mẫu để tham khảo" not in text_of(build(replace(letter(), campaign=own)))


@pytest.mark.parametrize("build", PAPERS)
def test_blank_form_when_printed_then_it_has_dots_no_figures_and_nothing_of_the_example(build: type) -> None:
    blank = blank_form(build(letter(is_blank=True)))
    text = text_of(blank)
    assert "………" in text
    assert figures(blank) == ()
    assert not any(word in text for word in ("Mẫu", "2021", "chưa có", "Ra quân"))


@pytest.mark.parametrize("build", PAPERS)
def test_pdf_when_printed_then_every_page_has_words_and_the_nation_stands_on_the_first(
    build: type, tmp_path: Path
) -> None:
    write_document(build(letter()), tmp_path / "paper.pdf")
    pages = pdf_pages(tmp_path / "paper.pdf")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert all(page.split() for page in pages)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("end: 2021-03-01\n", "dòng 3: mục “end” đứng hai lần"),
        ("sites:\n  - {name: A, kind: linked, area: '941'}\n", "phải có đúng một điểm cầu chính, đang có 0"),
        (
            "sites:\n  - {name: A, kind: main, area: '999'}\n",
            "dòng 5: sites → 1 → area: không có đơn vị hành chính mã “999”",
        ),
        ("sites:\n  - {name: A, kind: giữa, area: '941'}\n", "dòng 5: sites → 1 → kind: phải là main"),
        ("goals:\n  - {area: '941', voluntary_si: -1, health: 2}\n", "dòng 5: goals → 1 → voluntary_si: nhỏ quá"),
        ("tasks:\n  - {what: A, unit: B, deadline: 2021-03-20, number: 5}\n", "có số thì phải ghi đơn vị tính"),
        ("tasks:\n  - {what: A, unit: B, deadline: 20/3}\n", "dòng 5: tasks → 1 → deadline: không phải là ngày"),
        ("noi_dung: x\n", "dòng 4: noi_dung: không có mục này"),
        ("tasks: [\n", "không đúng dạng YAML"),
    ],
)
def test_file_when_a_part_is_wrong_then_line_place_and_fault_are_told(more: str, told: str) -> None:
    assert told in refused(SMALLEST + more)


def test_file_when_several_parts_are_wrong_then_all_are_told_at_once() -> None:
    minutes = (
        "minutes: {what: A, day: 2021-03-05, began: '14:00', ended: '13:00', place: B, chair: C, secretary: D,\n"
        "  present: [{unit: E, invited: 1, came: 2}]}\n"
    )
    told = refused(SMALLEST + minutes)
    assert "có 2 chỗ cần sửa" in told
    assert "kết thúc lúc 13:00 không sau lúc bắt đầu 14:00" in told
    assert "có mặt 2 nhiều hơn số mời 1" in told


def result(area: str, before: int, after: int, **changes: int) -> AreaResult:
    all_changes = dict.fromkeys(("new", "continued", "returned", "lapsed", "moved"), 0) | changes
    return AreaResult(area=area, name=area, scheme="voluntary_si", before=before, after=after, changes=all_changes)


def results(*, moved: int = 0, wrong: int = 0) -> CampaignResults:
    parts = (
        result("941", 100, 108 + moved, new=12, continued=90, returned=2, lapsed=6, moved=4),
        result("942", 50, 49 - moved, new=3, continued=45, lapsed=4, moved=1),
    )
    whole = result("94", 150, 157 + wrong, new=15, continued=135, returned=2, lapsed=10, moved=5)
    return CampaignResults(
        campaign=campaign_data(Path(EXAMPLE)), area=PROVINCE, province=PROVINCE, before=date(2021, 3, 12),
        after=date(2021, 3, 31), whole=(whole,), rows=parts,
    )  # fmt: skip


def test_results_when_parts_make_the_whole_then_nothing_is_told_and_new_people_are_held_against_the_goal() -> None:
    text = text_of(campaign_document(results()))
    assert results_faults(results()) == ()
    assert "từ 150 người thành 157 người, tăng thuần 7; tăng mới 15 (đạt 0,94% chỉ tiêu 1.600 người)" in text


def test_results_when_a_person_goes_from_one_district_to_another_then_the_balance_says_so_and_the_net_adds_up() -> None:
    moved = results(moved=3)
    assert [row.moved_in for row in moved.rows] == [3, -3]
    assert sum(row.net for row in moved.rows) == moved.whole[0].net
    assert results_faults(moved) == ()


def test_results_when_the_whole_is_not_the_sum_then_the_difference_is_named() -> None:
    faults = results_faults(results(wrong=1))
    assert faults[0] == "BHXH tự nguyện: số sau của các địa bàn cộng lại là 157, của 94 là 158."
    assert "không giải thích được 1 người" in faults[1]


def test_results_when_no_row_came_from_a_district_then_its_zeros_are_not_stated() -> None:
    silent = replace(results(), rows=(replace(results().rows[0], before=0, after=0, is_received=False),))
    table = next(block for block in campaign_document(silent).blocks if isinstance(block, Table))
    row = table.rows[0]
    assert isinstance(row, tuple)
    assert [cell.value for cell in row[2:10] if isinstance(cell, Figure)] == [None] * 8


def test_results_when_figures_count_people_of_one_kind_then_only_these_can_be_opened() -> None:
    ids = {figure.id for figure in figures(campaign_document(results())) if figure.id}
    assert ids == {
        f"{area}/voluntary_si{measure}" for area in ("94", "941", "942") for measure in ("", "/new", "/returned", "/lapsed")
    }  # fmt: skip
