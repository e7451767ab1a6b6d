"""`baophu report` on a district of the demo: the published figures of its size, read back from every kind of file."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from command_line import Office, Said, office_in
from docx import Document as read_docx
from openpyxl import load_workbook

from baophu.areas.domain import areas_on
from baophu.demo.domain import ASSUMED_TARGETS_2020, DemoWorld, scaled_figures
from baophu.demo.generate import build
from baophu.kernel.money import format_number, format_percent, share

DISTRICT = "946"
SCHEMES = ("compulsory_si", "unemployment", "voluntary_si", "health")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A home with the demo's files, and what the demo knows of them."""

    office: Office
    world: DemoWorld
    folder: Path

    def write(self, code: str, name: str, *options: str) -> Path:
        """A paper of 2020 of the district."""
        out = self.folder / name
        done = self.ask(code, name, *options)
        assert done.code == 0, done.out + done.err
        return out

    def ask(self, code: str, name: str, *options: str) -> Said:
        return self.office.run(
            "report", code, "--period", "2020", "--area", DISTRICT, "--out", self.folder / name, *options, "--json"
        )

    @property
    def people(self) -> dict[str, int]:
        return dict(self.world.expected.by_scheme())

    @property
    def targets(self) -> dict[str, int]:
        return dict(scaled_figures(ASSUMED_TARGETS_2020, population=self.world.counts["population"]).by_scheme())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("papers")
    world = build("district", 2021, folder / "demo")
    with office_in(folder / "home") as office:
        for file, kind in ((world.files.cards, "cards"), (world.files.participants, "participants")):
            office.intake(file, kind, "--as-of", "2021-03-13")
        office.intake(world.files.population, "population")
        office.intake(world.files.targets, "targets")
        yield Desk(office=office, world=world, folder=folder)


def said(desk: Desk, scheme: str) -> str:
    """A completion as the paragraph of 2021 says it, where that is true of this district."""
    people, target = desk.people[scheme], desk.targets[scheme]
    above = -(-100 * people // target)
    is_near = scheme in ("unemployment", "voluntary_si") and 0 < above * target - 100 * people <= target / 2
    return f"gần {above}%" if is_near else format_percent(share(people, target))


def test_press_when_written_as_text_then_it_is_the_published_paragraph_of_this_size(desk: Desk) -> None:
    told = desk.write("press", "press.txt").read_text(encoding="utf-8")
    first, second, third, last = (format_number(desk.people[scheme]) for scheme in SCHEMES)
    assert (
        f"số người tham gia BHXH bắt buộc là {first} người (đạt {said(desk, 'compulsory_si')}), BH thất nghiệp {second} (đạt "
        f"{said(desk, 'unemployment')}), BHXH tự nguyện {third} (đạt {said(desk, 'voluntary_si')}), BHYT {last} (đạt tỷ lệ "
        f"{said(desk, 'health')}), tỷ lệ bao phủ 95,15% theo niên giám thống kê năm 2018"
    ) in told
    assert "Chỉ tiêu giả định" in told and "104,72% theo Dân số trung bình 2020" in told


def test_press_when_an_untrue_word_is_chosen_then_refused_and_nothing_written(desk: Desk) -> None:
    code, sentence = desk.ask("press", "untrue.txt", "--say", "health/coverage=near").error
    assert code == "saying_untrue" and "gần 96%" in sentence and not (desk.folder / "untrue.txt").exists()


def test_year_when_read_back_from_word_then_every_cell_is_the_figure(desk: Desk) -> None:
    paper = read_docx(str(desk.write("year", "year.docx")))
    results = next(table for table in paper.tables if table.cell(0, 1).text == "Chế độ")
    for row, scheme in zip(results.rows[1:], SCHEMES, strict=False):
        people, target = desk.people[scheme], desk.targets[scheme]
        assert [cell.text.replace("\u00a0", " ") for cell in row.cells][2:] == [
            "BHXH Việt Nam (giả định)", format_number(target), format_number(people), format_percent(share(people, target)),
            format_number(people - target).replace("-", "−"),
        ]  # fmt: skip
    communes = paper.tables[-1]
    column = [index for index, cell in enumerate(communes.rows[1].cells) if cell.text == "Thực hiện"][-1]
    counted = [int(row.cells[column].text.replace(".", "")) for row in communes.rows[2:] if row.cells[0].text.isdigit()]
    assert sum(counted) == desk.people["health"]


def test_year_when_read_back_from_pdf_then_pages_hold_finding_sources_and_annex(desk: Desk) -> None:
    file = desk.write("year", "year.pdf")
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    assert "I. KẾT QUẢ CHUNG" in pages[0] and format_number(desk.people["health"]) in pages[0]
    signed = next(page for page in pages if "GIÁM ĐỐC" in page)
    assert "Trên đây là báo cáo" in signed
    assert any("PHỤ LỤC" in page and "Xã, phường, thị trấn" in page for page in pages)
    assert all(len(page.split()) > 20 for page in pages[:-1])


def test_year_when_written_as_a_workbook_then_numbers_are_numbers(desk: Desk) -> None:
    book = load_workbook(desk.write("year", "year.xlsx"))
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert set(desk.people.values()) <= values


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "txt"])
def test_year_when_written_twice_then_the_bytes_are_the_same(desk: Desk, ending: str) -> None:
    first = desk.write("year", f"first.{ending}").read_bytes()
    assert desk.write("year", f"second.{ending}").read_bytes() == first


@pytest.mark.parametrize("scheme", [*SCHEMES, "si_total"])
def test_figure_when_opened_then_exactly_as_many_people_with_file_sheet_and_row(desk: Desk, scheme: str) -> None:
    out = f"{scheme}.csv"
    opened = desk.ask("year", out, "--open", f"{DISTRICT}/{scheme}")
    assert opened.code == 0, opened.out + opened.err
    with (desk.folder / out).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    people = desk.people | {"si_total": desk.people["compulsory_si"] + desk.people["voluntary_si"]}
    assert len(rows) == opened.json["people"] == people[scheme]
    assert opened.json["shown"] == format_number(people[scheme])
    assert len({(row["file"], row["sheet"], row["source_row"]) for row in rows}) >= len(rows) * 9 // 10
    assert all(row["file"] and row["source_row"] for row in rows)


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        (f"{DISTRICT}/health/target:BHXH Việt Nam", "figure_without_people"),
        ("94/nothing", "figure_unknown"),
    ],
)
def test_figure_when_it_counts_nobody_then_opening_is_refused(desk: Desk, figure: str, code: str) -> None:
    assert desk.ask("year", "none.csv", "--open", figure).error[0] == code
    assert not (desk.folder / "none.csv").exists()


def test_official_when_issued_then_frozen_named_where_it_differs_and_never_issued_twice(desk: Desk) -> None:
    issued = ("--official", "--number", "5", "--dated", "2021-01-08")
    done = desk.ask("year", "official.docx", *issued)
    assert done.code == 0 and done.json["published"] > 100
    assert "Số: 05/BC-BHXH" in "\n".join(
        cell.text for row in read_docx(str(desk.folder / "official.docx")).tables[0].rows for cell in row.cells
    )
    assert desk.ask("year", "again.docx", *issued).error[0] == "paper_already_published"
    assert not (desk.folder / "again.docx").exists()
    assert desk.ask("press", "same.txt").json["differing"] == []
    with sqlite3.connect(desk.office.home / "db.sqlite3") as database:
        for statement in ("UPDATE reports_publishedfigure SET value = 1", "DELETE FROM reports_publishedfigure"):
            with pytest.raises(sqlite3.IntegrityError, match="published_figure_is_frozen"):
                database.execute(statement)
        database.execute(
            """INSERT INTO reports_publishedfigure
            (report, period, area, "on", figure, value, shown, status, number, dated, checksum, at)
            SELECT report, period, area, "on", figure, value - 2, '14', 'estimate', '09/BC-BHXH', '2021-02-01', checksum, at
            FROM reports_publishedfigure WHERE figure = ?""",
            (f"{DISTRICT}/health",),
        )
    later = desk.ask("press", "later.txt")
    assert later.code == 0 and len(later.json["differing"]) == 1
    assert "(ước, 09/BC-BHXH ngày 01/02/2021)" in later.json["differing"][0] and "tăng 2" in later.json["differing"][0]
    assert "Khác với số đã công bố:" in (desk.folder / "later.txt").read_text(encoding="utf-8")


def test_official_when_it_does_not_add_up_then_refused_and_the_draft_names_the_difference(desk: Desk) -> None:
    printed = ("--printed", f"{DISTRICT}/si_total=1")
    refused = desk.ask("year", "wrong.txt", *printed, "--official", "--number", "6", "--dated", "2021-01-09")
    assert refused.error[0] == "report_does_not_add_up" and not (desk.folder / "wrong.txt").exists()
    told = desk.write("year", "draft.txt", *printed).read_text(encoding="utf-8")
    assert "DỰ THẢO" in told and "BẢN NHÁP" in told and "văn bản khác in 1," in told


def test_official_when_dated_before_its_figures_then_refused(desk: Desk) -> None:
    done = desk.ask("year", "som.docx", "--official", "--number", "77", "--dated", "2020-06-01")
    assert (done.code, done.json["error"]["code"]) == (2, "official_before_its_figures")
    assert not (desk.folder / "som.docx").exists()


def test_official_when_the_extract_may_have_forgotten_the_year_then_only_a_draft_says_so(desk: Desk) -> None:
    options = ("--period", "2019", "--number", "78", "--dated", "2021-01-08")
    refused = desk.ask("year", "nam-2019.txt", *options, "--official")
    assert refused.code == 2 and "có thể không còn" in refused.json["error"]["message"]
    assert "có thể không còn" in desk.write("year", "nam-2019.txt", *options).read_text(encoding="utf-8")


def test_official_when_number_or_day_lacks_then_refused(desk: Desk) -> None:
    assert desk.ask("year", "x.txt", "--official").error[0] == "official_needs_number"


def test_year_when_the_agency_has_boundaries_then_a_whole_file_is_taken_and_a_faulty_one_named(desk: Desk) -> None:
    def square(lon: float, lat: float) -> list[list[list[float]]]:
        west, east, south, north = lon - 0.01, lon + 0.01, lat - 0.01, lat + 0.01
        return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]

    features = [
        {"type": "Feature", "properties": {"code": one.code},
         "geometry": {"type": "Polygon", "coordinates": square(one.lon or 0, one.lat or 0)}}
        for one in areas_on(date(2020, 12, 31)) if one.level == "commune"
    ]  # fmt: skip
    file = desk.folder / "ranh-gioi.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    written = desk.write("year", "co-ranh-gioi.txt", "--area", "94", "--boundaries", str(file)).read_text(
        encoding="utf-8"
    )
    assert "BÁO CÁO" in written
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features[1:]}), encoding="utf-8")
    refused = desk.ask("year", "khong-co.txt", "--area", "94", "--boundaries", str(file))
    assert refused.code == 2 and "Tệp ranh giới có 1 lỗi" in refused.json["error"]["message"]
    assert not (desk.folder / "khong-co.txt").exists()


def test_daily_when_written_then_it_is_one_page(desk: Desk) -> None:
    done = subprocess.run(["pdftotext", desk.write("daily", "daily.pdf"), "-"], capture_output=True, check=True)
    assert done.stdout.decode().count("\f") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nothing", "--out", "a.txt"), "report_unknown"),
        (("year", "--out", "a.odt"), "unknown_document_kind"),
        (("year", "--period", "2020", "--on", "2021-01-05", "--out", "a.txt"), "period_outside"),
        (("year", "--period", "2030", "--out", "a.txt"), "period_without_data"),
        (("year", "--period", "2012", "--out", "a.txt"), "area_list_missing"),
        (("year", "--period", "2020", "--area", "Cà Mau", "--out", "a.txt"), "area_unknown"),
        (("year", "--period", "2020", "--population", "Nguồn lạ", "--out", "a.txt"), "population_unknown"),
        (("press", "--period", "2020", "--say", "health=nearly", "--out", "a.txt"), "saying_unknown"),
        (("year", "--period", "2020", "--printed", "94/health=nhiều", "--out", "a.txt"), "printed_unknown"),
    ],
)
def test_report_when_the_wish_is_wrong_then_refused_in_vietnamese_and_nothing_written(
    desk: Desk, words: tuple[str, ...], code: str
) -> None:
    *rest, name = words
    assert desk.office.run("report", *rest, desk.folder / name, "--json").error[0] == code
    assert not (desk.folder / name).exists()
