"""Who counts, by small lists made by hand; what is refused, and what each refusal names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.csv as pv
import pytest
from command_line import Office, office_in
from openpyxl import load_workbook

CARD_HEAD = "Họ và tên,Ngày sinh,Giới tính,Mã số BHXH,Số CCCD,Mã đối tượng,Từ ngày,Đến ngày,Mã xã,Xã/Phường"
CARDS = (
    # counted by the card that ends last, in 31513 with the group HS
    "Trần Thị Ánh,05/05/2010,Nữ,9400000001,,GD,01/01/2020,31/12/2020,31510,",
    "Trần Thị Ánh,05/05/2010,Nữ,9400000001,,HS,01/01/2020,31/12/2021,31513,",
    # the same person, told by the citizen id and the birth date of another row
    "Lý Văn Bảy,01/02/1975,Nam,9400000002,094075000001,GD,01/01/2020,31/12/2020,31510,",
    "Lý Văn Bảy,01/02/1975,Nam,,094075000001,GD,01/01/2020,30/06/2021,31510,",
    # a child with the number of its parent is a person of its own
    "Lý Thị Bông,01/02/2015,Nữ,,094075000001,TE,01/01/2020,30/06/2021,31510,",
    # told by name, birth date, sex and place alone
    "Thạch Sơn,12/12/1960,Nam,,,DT,01/01/2020,31/12/2020,31516,",
    "THẠCH SƠN,12/12/1960,Nam,,,DT,01/02/2020,31/12/2020,31516,",
    # both ends belong to the card
    "Võ Thị Đầu,01/01/1990,Nữ,9400000003,,GD,31/12/2020,31/12/2021,31510,",
    # over the day before, begins the day after, has no end, is of a commune that nobody knows, of one given by name
    "Võ Thị Qua,01/01/1990,Nữ,9400000004,,GD,01/01/2020,30/12/2020,31510,",
    "Võ Thị Sau,01/01/1990,Nữ,9400000005,,GD,01/01/2021,31/12/2021,31510,",
    "Võ Thị Không,01/01/1990,Nữ,9400000006,,GD,01/01/2020,,31510,",
    "Võ Thị Lạ,01/01/1990,Nữ,9400000007,,GD,01/01/2020,31/12/2020,99999,",
    "Võ Thị Tên,01/01/1990,Nữ,9400000008,,,01/01/2020,31/12/2020,,Xã Long Phú",
)
MEMBER_HEAD = "Họ và tên,Ngày sinh,Mã số BHXH,Chế độ,Từ ngày,Đến ngày,Mã xã"
MEMBERS = (
    "Lê A,01/01/1980,9400000011,BHXH bắt buộc,01/01/2019,,31510",  # still at work
    "Lê A,01/01/1980,9400000011,BHTN,01/01/2019,,31510",
    "Lê B,01/01/1980,9400000012,BHXH bắt buộc,01/01/2019,31/10/2020,31510",  # left
    "Lê C,01/01/1980,9400000013,BHXH tự nguyện,01/01/2020,31/12/2020,31510",  # paid up to the day
    "Lê D,01/01/1980,9400000014,BHXH tự nguyện,01/01/2020,30/11/2020,31510",  # the paid period is over
    "Lê E,01/01/1980,9400000015,BHXH tự nguyện,01/01/2020,,31510",  # nobody knows what is paid
    "Lê F,01/01/1980,9400000016,BHXH,01/01/2020,31/12/2021,31510",  # which scheme?
    'Lê G,01/01/1980,9400000017,"BHXH, BHTN",01/01/2020,31/12/2021,31510',  # a list of an employer
)


def written(folder: Path, name: str, head: str, rows: tuple[str, ...]) -> Path:
    file = folder / name
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
    return file


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("rules")
    with office_in(folder / "home") as one:
        one.intake(written(folder, "the.csv", CARD_HEAD, CARDS), "cards", "--as-of", "2021-03-13")
        one.intake(written(folder, "nguoi.csv", MEMBER_HEAD, MEMBERS), "participants", "--as-of", "2021-01-31")
        yield one


def ask(office: Office, *options: str) -> dict[str, Any]:
    done = office.run("coverage", "--on", "2020-12-31", *options, "--json")
    assert done.code == 0, done.out + done.err
    return done.json


def test_people_when_rows_repeat_lack_numbers_or_dates_then_each_counts_by_the_rule(office: Office) -> None:
    found = ask(office)
    assert {row["scheme"]: row["participants"] for row in found["rows"]} == {
        "compulsory_si": 2,
        "unemployment": 2,
        "voluntary_si": 1,
        "health": 7,
    }
    assert found["rows_without_dates"] == {"health": 1, "voluntary_si": 1}
    assert found["rows_of_unknown_scheme"] == {"BHXH": 1}
    assert found["unknown_commune"] == {"health": 1}
    assert {one["file"]: one["age_days"] for one in found["sources"]} == {"the.csv": -72, "nguoi.csv": -31}


def test_people_when_shown_by_commune_and_group_then_the_card_that_ends_last_decides(office: Office) -> None:
    rows = ask(office, "--scheme", "health", "--level", "commune", "--group", "all")["rows"]
    assert {(row["area"], row["group"]): row["participants"] for row in rows if row["participants"]} == {
        ("31510", ""): 3, ("31510", "GD"): 2, ("31510", "TE"): 1, ("31513", ""): 1, ("31513", "HS"): 1,
        ("31516", ""): 1, ("31516", "DT"): 1, ("31669", ""): 1, ("31669", "-"): 1,
    }  # fmt: skip


def test_open_when_people_have_several_rows_then_the_counted_row_stands_with_its_place(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "nguoi.xlsx"
    done = office.run("coverage", "--on", "2020-12-31", "--open", "94", "health", "--out", out, "--json")
    sheet = load_workbook(out).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert done.json["people"] == len(rows) == 7
    assert head[:8] == ("scheme", "as_of", "snapshot", "file", "sheet", "source_row", "row", "Họ và tên")
    by_name = {str(row[7]): row for row in rows}
    assert by_name["Trần Thị Ánh"][6] == 2 and by_name["Trần Thị Ánh"][5] == 3
    assert by_name["Lý Văn Bảy"][6] == 4 and "Võ Thị Lạ" in by_name


def test_open_when_a_group_is_asked_for_then_only_its_people_are_listed(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "hs.csv"
    words = ("coverage", "--on", "2020-12-31", "--group", "HS", "--open", "94", "health", "--out", out, "--json")
    assert office.run(*words).json["people"] == pv.read_csv(out).num_rows == 1


def test_open_when_nobody_stands_behind_a_figure_then_an_empty_list_is_written(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "none.xlsx"
    words = ("coverage", "--on", "2020-12-31", "--open", "947", "voluntary_si", "--out", out, "--json")
    assert office.run(*words).json["people"] == 0
    assert out.exists()


def test_open_when_a_figure_was_shared_out_then_no_list_is_made_up(tmp_path: Path) -> None:
    card = "Võ Thị Mới,01/01/1990,Nữ,9400000009,,GD,01/07/2025,31/12/2026,31507,"
    with office_in(tmp_path / "home") as office:
        office.intake(written(tmp_path, "moi.csv", CARD_HEAD, (card,)), "cards", "--as-of", "2025-08-01")
        rows = office.run("coverage", "--areas-of", "2021-03-13", "--level", "commune", "--json").json["rows"]
        assert sum(row["participants"] for row in rows) == 1
        area = next(row["area"] for row in rows if row["participants"])
        words = ("--areas-of", "2021-03-13", "--open", area, "health", "--out", tmp_path / "x.csv", "--json")
        code, sentence = office.run("coverage", *words).error
        assert code == "figure_shared_out" and "01/08/2025" in sentence
        assert (
            office.run("coverage", "--open", "92", "health", "--out", tmp_path / "x.csv", "--json").json["people"] == 1
        )


@pytest.mark.parametrize(
    ("options", "code", "named"),
    [
        (("--area", "999"), "area_unknown", "941 Thành phố Sóc Trăng"),
        (("--area", "Long Phú"), "area_ambiguous", "946 Huyện Long Phú"),
        (("--scheme", "bhxxx"), "scheme_unknown", "voluntary_si"),
        (("--level", "ward"), "level_unknown", "commune"),
        (("--level", "school"), "level_without_data", "danh sách lớp"),
        (("--level", "office", "--areas-of", "2026-01-01"), "level_without_data", "--level commune"),
        (("--level", "organisation"), "level_without_data", "tổ chức"),
        (("--level", "district", "--areas-of", "2025-07-01"), "level_ended", "30/06/2025"),
        (("--area", "31510", "--level", "district"), "level_above_area", "xã"),
        (("--population", "Niên giám"), "population_unknown", "--as population"),
        (("--issuer", "Bưu điện"), "issuer_unknown", "--as targets"),
        (("--group", "ZZ"), "group_unknown", "HS"),
        (("--group", "HS", "--scheme", "voluntary_si"), "group_without_cards", "--scheme health"),
        (("--on", "2035-01-01"), "date_outside", "01/01/2016"),
        (("--on", "2015-12-31"), "area_list_missing", "01/01/2016"),
        (("--since", "2021-01-01"), "since_not_before", "01/01/2021"),
        (("--open", "94", "health"), "open_needs_out", "--out"),
        (("--out", "x.csv"), "open_needs_out", "--open"),
        (("--open", "94", "health", "--out", "x.csv", "--change", "new"), "change_unknown", "--since"),
        (("--change", "new"), "open_needs_out", "--out"),
        (("--open", "94", "health", "--out", "x.txt"), "result_kind_unknown", ".xlsx"),
    ],
)
def test_question_when_a_word_of_it_is_wrong_then_it_is_refused_and_names_what_there_is(
    office: Office, options: tuple[str, ...], code: str, named: str
) -> None:
    on = () if "--on" in options else ("--on", "2020-12-31")
    found, sentence = office.run("coverage", *on, *options, "--json").error
    assert found == code
    assert named in sentence


def test_question_when_nothing_was_received_then_it_says_how_to_begin(tmp_path: Path) -> None:
    with office_in(tmp_path / "home") as office:
        assert office.run("coverage", "--json").error[0] == "no_extract"
        cards = written(tmp_path, "the.csv", CARD_HEAD, CARDS[:1])
        office.intake(cards, "cards", "--as-of", "2021-03-13")
        code, sentence = office.run("coverage", "--scheme", "unemployment", "--json").error
        assert (code, "Bảo hiểm y tế" in sentence) == ("scheme_not_received", True)
        found = office.run("coverage", "--json").json
        assert found["schemes_without_data"] == ["compulsory_si", "unemployment", "voluntary_si"]
        assert found["on"] == "2021-03-13"


def test_changes_when_people_come_go_and_move_then_each_is_told_once(tmp_path: Path) -> None:
    head = "Họ và tên,Ngày sinh,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã"
    first = (
        "A,01/01/1980,9400000021,GD,01/01/2020,31/12/2020,31510",
        "B,01/01/1980,9400000022,GD,01/01/2020,31/12/2020,31510",
        "C,01/01/1980,9400000023,GD,01/01/2019,31/12/2019,31510",
        "D,01/01/1980,9400000024,GD,01/01/2020,31/12/2020,31510",
    )
    second = (
        "A,01/01/1980,9400000021,GD,01/01/2021,31/12/2021,31510",
        "B,01/01/1980,9400000022,GD,01/01/2021,31/12/2021,31513",
        "C,01/01/1980,9400000023,GD,01/03/2021,31/12/2021,31510",
        "E,01/01/1980,9400000025,GD,01/03/2021,31/12/2021,31510",
    )
    with office_in(tmp_path / "home") as office:
        office.intake(written(tmp_path, "1.csv", head, first), "cards", "--as-of", "2020-12-31")
        office.intake(written(tmp_path, "2.csv", head, second), "cards", "--as-of", "2021-06-30")
        words = ("--on", "2021-06-30", "--since", "2020-12-31", "--scheme", "health", "--json")
        change = office.run("coverage", *words).json["changes"][0]
        people = {name: change[name] for name in ("new", "returned", "continued", "moved", "lapsed")}
        assert people == {"new": 1, "returned": 1, "continued": 1, "moved": 1, "lapsed": 1}
        for name in people:
            out = tmp_path / f"{name}.csv"
            asked = ("--on", "2021-06-30", "--since", "2020-12-31", "--change", name, "--open", "94", "health")
            assert office.run("coverage", *asked, "--out", out, "--json").json["people"] == 1
            who = pv.read_csv(out).to_pylist()[0]
            assert (who["Họ và tên"], who["file"]) == {
                "new": ("E", "2.csv"), "returned": ("C", "2.csv"), "continued": ("A", "2.csv"),
                "moved": ("B", "2.csv"), "lapsed": ("D", "1.csv"),
            }[name]  # fmt: skip
        sources = office.run("coverage", "--on", "2020-12-31", "--scheme", "health", "--json").json["sources"]
        assert [one["file"] for one in sources] == ["1.csv"]


def test_offices_when_asked_for_then_each_has_the_figure_of_the_area_it_works_for(office: Office) -> None:
    rows = ask(office, "--level", "office", "--scheme", "health")["rows"]
    people = {row["area"]: row["participants"] for row in rows}
    assert (people["BHXH-94"], people["BHXH-946"], people["BHXH-947"]) == (7, 1, 0)
    assert ask(office, "--level", "office", "--area", "946", "--scheme", "health")["rows"][0]["level"] == "office"
