"""The docs pages of the law: what stands in docs/law is what the law's own tables give."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baophu.cli.main import main
from baophu.law.loading import built_in_law, load_law
from baophu.law.page_index import pages
from baophu.law.page_tables import Desk
from baophu.law.page_tables_social import TABLES
from baophu.law.page_words import ABOUT, EXAMPLES, ODD, OPTIONS
from baophu.law.pages import command_text, table
from baophu.law.request import QuoteRequest
from baophu.law.schemes import SCHEMES

FOLDER = Path(__file__).parents[3] / "docs" / "law"
RENEW = "renew with: python tools/law_docs.py"
MADE = pages(built_in_law())


def test_docs_folder_when_held_against_the_law_then_has_its_pages_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(MADE), RENEW


@pytest.mark.parametrize("name", MADE)
def test_docs_page_when_held_against_the_law_then_is_what_is_generated(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == MADE[name], RENEW


def test_words_of_pages_when_held_against_the_schemes_then_none_is_missing_and_none_left_over() -> None:
    schemes = set(SCHEMES)
    assert (set(TABLES), set(ABOUT), set(EXAMPLES), set(ODD) - schemes) == (schemes, schemes, schemes, set())
    assert set(OPTIONS) == set().union(*(scheme.options for scheme in SCHEMES.values()))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_when_read_then_lists_every_dated_value_of_every_parameter_its_figures_used(scheme: str) -> None:
    desk = Desk(SCHEMES[scheme], built_in_law())
    TABLES[scheme](desk)
    used = {value.parameter for answer in desk.quotes for value in answer.parameters}
    assert used
    for id in used:
        part = MADE[f"{scheme}.md"].split(f"\n`{id}`")[1].split("\n###")[0]
        for value in built_in_law().parameters[id].values:
            assert f"| {value.period.start:%d/%m/%Y}" in part
            assert value.citation.text.title.vi in part


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_example_when_typed_as_it_stands_then_gives_the_sum_that_is_printed(
    scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MADE[f"{scheme}.md"]
    words = re.search(r"```\nbaophu (.+)\n```", text)
    printed = re.search(r"Trả lời(?:, cộng|:) ([\d.]+) đồng", text)
    assert words and printed
    assert main([*words[1].split(), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.get("amount", answer.get("gross")) == int(printed[1].replace(".", ""))


def test_page_of_households_when_read_then_has_the_amounts_that_an_agency_printed() -> None:
    row = "| 01/07/2019 | 30/06/2023 | 804.600 | 563.220 | 482.760 | 402.300 | 321.840 | 2.574.720 |"
    assert row in MADE["health.household.md"]


def test_pages_when_a_value_never_came_into_force_then_only_the_index_and_its_notes_have_it() -> None:
    assert "| Lương cơ sở | 1.600.000 đồng/tháng | 01/07/2020 |" in MADE["README.md"]
    page = MADE["health.household.md"]
    assert "1.600.000 đồng/tháng từ 01/07/2020" in page
    assert not re.search(r"^\| .*1\.600\.000", page, re.MULTILINE)


def test_pages_when_a_change_is_announced_without_a_value_then_its_rows_are_marked() -> None:
    change = built_in_law().parameters["health.rate"].announced[0]
    assert f"| {change.start:%d/%m/%Y} † |" in MADE["health.household.md"]
    assert f"† {change.said.vi}" in MADE["health.household.md"]
    assert change.said.vi in MADE["README.md"]


def test_pages_when_an_office_adds_a_value_then_show_it_with_its_source(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(
        """
texts: {cv-9-2024: {vi: Công văn 9/2024, en: Letter 9/2024, issued: 2024-01-15}}
topic: {vi: Lãi suất, en: Return}
parameters:
  voluntary_si.fund_return:
    vi: Lãi suất
    en: Return
    unit: share/month
    values: [{value: 0.0042, from: 2024-01-01, to: 2024-12-31, text: cv-9-2024, article: Mục 1, status: authority,
              checked: 2024-02-01, seen: [kho lưu trữ]}]
""",
        encoding="utf-8",
    )
    made = pages(load_law([tmp_path]))
    assert (
        "| 01/01/2024 | 31/12/2024 | 0,42%/tháng | Mục 1 Công văn 9/2024 | cơ quan có thẩm quyền xác nhận; "
        "đối chiếu 01/02/2024 | kho lưu trữ |" in made["voluntary_si.md"]
    )
    assert "| Công văn 9/2024 | 15/01/2024 | 1 |" in made["van-ban.md"]


def test_list_of_texts_when_read_then_has_all_and_marks_dates_that_are_general_knowledge() -> None:
    rows = [line for line in MADE["van-ban.md"].splitlines() if line.startswith("| ")][2:]
    assert len(rows) == len(built_in_law().texts)
    assert any(row.startswith("| Nghị quyết 116/NQ-CP năm 2021 | 24/09/2021 |") for row in rows)
    assert any(row.startswith("| Nghị định 73/2024/NĐ-CP | 30/06/2024\\* |") for row in rows)


def test_index_when_read_then_links_every_page_and_has_every_open_point() -> None:
    links = set(re.findall(r"\]\(([^)]+)\)", MADE["README.md"]))
    assert links == set(MADE) - {"README.md"}
    for point in built_in_law().open_points.values():
        assert f"- {point.vi}\n" in MADE["README.md"]


def test_pages_when_read_then_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for name, text in MADE.items():
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, name


def test_table_when_a_cell_has_a_bar_then_it_stays_one_cell() -> None:
    assert table(("a", "b"), [("1|2", "3")], numbers_from=1).splitlines()[1:] == ["| --- | ---: |", "| 1\\|2 | 3 |"]


def test_command_text_when_options_are_tuples_or_shares_then_writes_them_as_they_are_typed() -> None:
    request = QuoteRequest(
        scheme="compulsory", on=date(2026, 1, 2), wage=1, only=("si", "health"), accident_rate=Decimal("0.003")
    )
    assert command_text(request) == (
        "baophu quote compulsory --on 2026-01-02 --wage 1 --accident-rate 0.003 --only si,health"
    )
