"""``baophu law simulate`` on lists as an office has them: amounts by hand, everybody accounted for, the run recorded."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from baophu.cli.language import Language, speak
from baophu.cli.shell import Answer, Shell, new_app
from baophu.cli.simulate import add_simulate, read_settings
from baophu.cli.simulate import simulate as command
from baophu.flows.simulate import Question, simulate
from baophu.flows.take_in import take_in
from baophu.jobs.models import Run
from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.law.errors import NoRuleInForce
from baophu.law.loading import built_in_law

pytestmark = pytest.mark.django_db
LAW, DAY = built_in_law(), date(2026, 8, 1)
MONTH = 113_850  # 4,5 % × 2.530.000
CARDS = (
    ("Họ và tên", "Mã số BHXH", "Mã đối tượng", "Mã hộ gia đình", "Từ ngày", "Đến ngày"),
    ("Nguyễn Văn An", "9400000001", "GD", "H1", "01/01/2026", "31/12/2026"),
    ("Nguyễn Thị Bình", "9400000002", "GD", "H1", "01/01/2026", "31/12/2026"),
    ("Trần Văn Cường", "9400000003", "GD", "", "01/01/2026", "31/12/2026"),
    ("Lê Thị Dung", "9400000004", "HS", "H2", "01/01/2026", "31/12/2026"),
    ("Lê Văn Giang", "9400000005", "CN", "H2", "01/01/2026", "31/12/2026"),
    ("Phạm Thị Hà", "9400000006", "TE", "H3", "01/01/2026", "31/12/2026"),
    ("Phạm Văn Khang", "9400000007", "DN", "", "01/01/2026", "31/12/2026"),
    ("Thạch Thị Lan", "9400000008", "DN", "", "01/01/2026", "31/12/2026"),
    ("Sơn Văn Minh", "9400000009", "HT", "", "01/01/2026", "31/12/2026"),
    ("Lý Thị Nga", "9400000010", "GD", "H4", "01/01/2025", "31/12/2025"),
    ("Nguyễn Văn An", "9400000001", "GD", "H1", "01/02/2026", "30/06/2026"),
    ("Danh Văn Oanh", "9400000011", "HN", "H5", "01/01/2026", "31/12/2026"),
)
PARTICIPANTS = (
    ("Họ và tên", "Mã số BHXH", "Chế độ", "Từ ngày", "Đến ngày", "Mức đóng"),
    ("Phạm Văn Khang", "9400000007", "BHXH bắt buộc", "01/01/2026", "31/12/2026", "10.000.000"),
    ("Phạm Văn Khang", "9400000007", "BHTN", "01/01/2026", "31/12/2026", "10.000.000"),
    ("Danh Văn Oanh", "9400000011", "BHXH tự nguyện", "01/01/2026", "31/12/2026", "1.500.000"),
    ("Kim Thị Phúc", "9400000012", "BHXH tự nguyện", "01/01/2026", "31/12/2026", ""),
    ("Trương Văn Quý", "9400000013", "Bảo hiểm nhân thọ", "01/01/2026", "31/12/2026", "5.000.000"),
)


def write(path: Path, lines: tuple[tuple[str, ...], ...]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a list of cards and one of participants, both of July 2026."""
    home = tmp_path / "home"
    home.mkdir()
    for kind, lines in (("cards", CARDS), ("participants", PARTICIPANTS)):
        take_in(write(tmp_path / f"{kind}-2026-07-15.csv", lines), kind=kind, home=home)
    return home


def ask(home: Path, **options: Any) -> Answer:
    """The command on a home that is ready, as its shell calls it."""
    shell = Shell(home=home, language="vi", wants_json=False, console=Console(stderr=True))
    return command(shell, on=DAY, **options)


def test_simulate_when_lists_are_taken_in_then_amounts_are_those_worked_out_by_hand(home: Path) -> None:
    done = simulate((), Question(on=DAY, values={}), law=LAW, home=home)
    gross = {(line.scheme, line.group): (line.people, line.on.gross) for line in done.lines}
    assert gross == {
        ("health.household", "GD"): (3, MONTH * 12 + MONTH * 7 // 10 * 12 + MONTH * 12),
        ("health.student", "HS"): (1, MONTH * 12),
        ("health.near_poor", "CN"): (1, MONTH * 12),
        ("health.budget_paid", "TE"): (1, MONTH * 12),
        ("health.budget_paid", "HN"): (1, MONTH * 12),
        ("compulsory", "DN"): (1, 450_000 * 12),
        ("compulsory", "si"): (1, 2_550_000 * 12),
        ("compulsory", "unemployment"): (1, 200_000 * 12),
        ("voluntary_si", "poor"): (1, 330_000 * 12),
        ("voluntary_si", "other"): (1, 330_000 * 12),
    }
    poor = next(line for line in done.lines if line.group == "poor")
    assert (poor.on.state, poor.on.participant) == (165_000 * 12, 165_000 * 12)
    assert done.on.gross == done.on.participant + done.on.state + done.on.local + done.on.employer
    assert done.against is None


def test_simulate_when_rows_are_not_computed_then_each_is_counted_with_its_reason(home: Path) -> None:
    done = simulate((), Question(on=DAY, values={}), law=LAW, home=home)
    left_out = {one.code: one.people for one in done.left_out}
    assert left_out == {"not_valid": 2, "scheme_unknown": 1, "si_fund": 1, "no_wage": 1}
    assert done.received == len(CARDS) + len(PARTICIPANTS) - 2 == done.people + sum(left_out.values())
    notes = {one.code: one.people for one in done.notes}
    assert notes == {"no_household": 1, "income_lowest": 1, "support_unknown": 2, "wage_elsewhere": 1}


def test_simulate_when_the_floor_of_2027_is_asked_then_voluntary_members_are_lifted_and_only_they_change(
    home: Path,
) -> None:
    done = simulate((), Question(on=DAY, against=date(2027, 1, 1), values={}), law=LAW, home=home)
    changed = {line.group: line.against - line.on for line in done.lines if line.against and line.against != line.on}
    assert {group: one.gross for group, one in changed.items()} == {"poor": 154_000 * 12, "other": 154_000 * 12}
    assert [{one.code: one.people for one in moved} for moved in done.moved] == [
        {},
        {"income_lifted": 1},
    ]  # who has no income in the list starts at the floor


def test_simulate_when_it_ends_then_its_run_is_published_with_law_snapshots_and_counts(home: Path) -> None:
    done = simulate((), Question(on=DAY, values={}), law=LAW, home=home)
    run = Run.objects.get(pk=done.run)
    assert (run.kind, run.status) == ("law_simulate", "published")
    assert run.snapshots == [one.id for one in done.sources] and run.counts_out["people"] == done.people
    assert date.fromisoformat(run.law_version) <= date.today()


def test_simulate_when_one_snapshot_is_named_then_only_its_people_count(home: Path) -> None:
    cards, _ = simulate((), Question(on=DAY, values={}), law=LAW, home=home).sources
    done = simulate((cards.id,), Question(on=DAY, values={}), law=LAW, home=home)
    assert done.sources == (cards,) and {line.scheme.split(".")[0] for line in done.lines} == {"health"}
    assert {one.code: one.people for one in done.left_out}["no_wage"] == 2


def test_simulate_when_a_file_is_named_then_it_is_taken_in(tmp_path: Path) -> None:
    file = write(tmp_path / "the-2026-07-15.csv", CARDS)
    done = simulate((str(file),), Question(on=DAY, values={}), law=LAW, home=tmp_path / "new")
    assert done.received == len(CARDS) - 1


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question(on=DAY, values={"poverty": "1"}), "parameter_unknown"),
        (Question(on=DAY, values={"base_salary": "x"}), "value_wrong"),
        (Question(on=date(2014, 12, 31), values={}), "no_rule_in_force"),
        (Question(on=date(2031, 1, 1), values={}), "no_rule_in_force"),
        (Question(on=DAY, against=date(2031, 1, 1), values={}), "no_rule_in_force"),
    ],
)
def test_simulate_when_the_question_is_wrong_then_it_is_refused_and_no_run_is_published(
    home: Path, question: Question, code: str
) -> None:
    with pytest.raises((RequestError, NoRuleInForce)) as refused:
        simulate((), question, law=LAW, home=home)
    assert refused.value.code == code and not Run.objects.filter(kind="law_simulate", status="published").exists()


def test_simulate_when_there_are_no_lists_or_they_are_of_another_kind_then_it_says_what_is_needed(
    tmp_path: Path,
) -> None:
    with pytest.raises(RequestError, match="baophu intake"):
        simulate((), Question(on=DAY, values={}), law=LAW, home=tmp_path)
    roster = take_in(write(tmp_path / "lop.csv", CARDS), kind="roster", home=tmp_path)
    with pytest.raises(RequestError, match="roster"):
        simulate((roster.taken.snapshot.id,), Question(on=DAY, values={}), law=LAW, home=tmp_path)
    with pytest.raises(BaoPhuError):
        simulate((str(tmp_path / "none.csv"),), Question(on=DAY, values={}), law=LAW, home=tmp_path)


def test_received_amount_when_no_income_is_listed_then_it_is_derived_where_it_is_a_whole_step(tmp_path: Path) -> None:
    lines = (
        ("Họ và tên", "Mã số BHXH", "Chế độ", "Số tháng", "Số tiền"),
        ("Kim Thị Phúc", "9400000012", "BHXH tự nguyện", "3", "1.320.000"),
        ("Kim Văn Quang", "9400000014", "BHXH tự nguyện", "3", "1.320.001"),
    )
    file = write(tmp_path / "tham-gia-2026-07-15.csv", lines)
    done = simulate((str(file),), Question(on=DAY, values={}), law=LAW, home=tmp_path / "new")
    assert {one.code: one.people for one in done.notes} == {
        "income_lowest": 1, "income_from_amount": 1, "support_unknown": 2,
    }  # fmt: skip
    assert done.on.gross == 12 * (440_000 + 330_000)


# --- the command ----------------------------------------------------------------------------------------------------------


def test_command_when_compared_then_json_has_both_sides_the_difference_and_everything_counted(home: Path) -> None:
    data = ask(home, values=["rural_poverty_line=2.200.000"]).data
    assert set(data) == {
        "on", "against", "set", "wage_region", "area", "months", "received", "people", "groups", "totals",
        "not_computed", "notes", "moved", "sources", "seconds", "run",
    }  # fmt: skip
    groups: Any = data["groups"]
    totals: Any = data["totals"]
    for name in ("gross", "participant", "state", "local", "employer"):
        for part in ("on", "against", "difference"):
            assert sum(one[part][name] for one in groups) == totals[part][name]
        assert totals["against"][name] - totals["on"][name] == totals["difference"][name]
    assert totals["difference"]["gross"] == 2 * 154_000 * 12


@pytest.mark.parametrize(
    ("against", "heads"), [(None, ("Tổng", "Ngân", "nước")), (date(2027, 1, 1), ("01/01/2027", "±\u00a0Tổng"))]
)
def test_command_when_shown_then_every_scheme_group_and_reason_is_in_words(
    home: Path, against: date | None, heads: tuple[str, ...]
) -> None:
    answer = ask(home, against=against)
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(answer.text, markup=False)
    shown = console.export_text()
    for text in (
        *heads,
        "BHYT hộ gia đình",
        "HS Học sinh",
        "hộ nghèo",
        "người lao động mà danh sách không ghi",
        "Cộng",
    ):
        assert text in shown, shown


@pytest.mark.parametrize("text", ["base_salary", "=5", "", " =5"])
def test_settings_when_a_word_has_no_name_or_no_value_then_it_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="--set"):
        read_settings([text])


def test_settings_when_a_parameter_is_given_twice_then_it_is_refused() -> None:
    assert read_settings(["a=1", "b=x=y"]) == {"a": "1", "b": "x=y"}
    with pytest.raises(RequestError):
        read_settings(["a=1", "a=2"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_command_when_its_help_is_asked_for_then_every_option_is_explained(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    app = new_app(vi="", en="")
    app.callback()(lambda: None)
    add_simulate(app)
    tree: Any = typer.main.get_command(app)
    speak(tree, language)
    tree.main(args=["simulate", "--help"], prog_name="law", standalone_mode=False)
    shown = capsys.readouterr().out
    for option in ("--on", "--against", "--set", "--wage-region", "--area", "--json"):
        assert option in shown
