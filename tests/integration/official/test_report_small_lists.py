"""`baophu report` on small lists: an empty home, two extracts and what changed between them, groups under five."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Office, office_in

HEAD = "Họ và tên,Ngày sinh,Giới tính,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã"


def card(number: int, group: str, start: str, end: str) -> str:
    return f"Lý Văn {number},01/02/1975,Nam,94000000{number:02d},{group},{start},{end},31510"


DECEMBER = [
    *(card(number, "GD", "01/01/2020", "31/12/2020") for number in range(1, 8)),
    *(card(number, "HS", "01/01/2020", "31/12/2021") for number in range(8, 11)),
]
JANUARY = [
    *(card(number, "GD", "01/01/2021", "31/12/2021") for number in range(1, 6)),  # two left, five paid again
    *(card(number, "HS", "01/01/2020", "31/12/2021") for number in range(8, 11)),
    card(20, "GD", "01/01/2021", "31/12/2021"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("lists")
    with office_in(folder / "home") as one:
        for name, rows, on in (("t12.csv", DECEMBER, "2020-12-31"), ("t01.csv", JANUARY, "2021-01-31")):
            file = folder / name
            file.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8-sig")
            one.intake(file, "cards", "--as-of", on)
        yield one


def told(office: Office, code: str, *options: str) -> str:
    out = office.home.parent / "paper.txt"
    done = office.run("report", code, *options, "--out", out, "--json")
    assert done.code == 0, done.out + done.err
    return out.read_text(encoding="utf-8")


def cells(text: str, first: str) -> list[str]:
    line = next(line for line in text.splitlines() if first in line and "|" in line)
    return [cell.strip() for cell in line.split("|")]


def test_daily_when_there_are_two_extracts_then_it_tells_what_changed_and_each_opens(office: Office) -> None:
    text = told(office, "daily")
    assert "Thay đổi từ bản trích ngày 31/12/2020" in text
    assert "chưa có chỉ tiêu năm 2021 để so sánh" in text
    row = cells(text.split("Thay đổi")[1], "BHYT")
    assert row[1:] == ["1", "0", "2", "−1"]
    for change, people in (("new", 1), ("lapsed", 2)):
        out = office.home.parent / f"{change}.csv"
        opened = office.run("report", "daily", "--open", f"94/health/{change}", "--out", out, "--json")
        assert opened.code == 0, opened.out + opened.err
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == opened.json["people"] == people


def test_monthly_when_an_extract_lies_near_then_compared_else_said_to_be_missing(office: Office) -> None:
    text = told(office, "monthly", "--period", "2021-01")
    assert cells(text, "Số người tham gia BHYT")[4:9] == ["10", "−1", "9", "90,00%", "chưa có"]
    assert cells(text, "HS: Học sinh")[4:8] == ["3", "0", "3", "100,00%"]
    out = office.home.parent / "before.csv"
    wish = ("report", "monthly", "--period", "2021-01", "--out", out, "--json", "--open")
    assert office.run(*wish, "94/health/GD/on:2020-12-31").json["people"] == 7
    assert office.run(*wish, "94/health/change").error[0] == "figure_without_people"
    assert "Chưa có bản trích gần ngày 31/01/2020" in text and "Chưa có bản trích gần ngày 31/12/2020" not in text


def test_monthly_when_public_then_small_groups_are_not_told_and_the_office_sees_them(office: Office) -> None:
    text = told(office, "monthly", "--period", "2021-01", "--public")
    assert cells(text, "HS: Học sinh")[6] == "dưới 5"
    assert cells(text, "GD: ")[6] == "không nêu"
    assert cells(told(office, "monthly", "--period", "2021-01"), "HS: Học sinh")[6] == "3"


@pytest.mark.parametrize("code", ["year", "press", "daily", "monthly"])
def test_empty_home_when_asked_then_the_paper_is_refused_and_the_blank_form_written(code: str, tmp_path: Path) -> None:
    with office_in(tmp_path / "home") as office:
        out = tmp_path / "paper.docx"
        assert office.run("report", code, "--period", "2020", "--out", out, "--json").error[0] == "no_extract"
        assert not out.exists()
        done = office.run("report", code, "--period", "2020", "--blank", "--out", out, "--json")
        assert done.code == 0, done.out + done.err
        assert done.json["figures"] == 0 and out.stat().st_size > 10_000
