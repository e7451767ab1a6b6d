"""``law household``: a household file with the headers that offices use, and the answer on the terminal and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from baophu.cli.household import add_household, household, read_members
from baophu.cli.shell import Answer, Shell, new_app
from baophu.kernel.dates import PartialDate
from baophu.kernel.errors import RequestError
from baophu.law.errors import RequestUnclear
from baophu.law.household import HeldCard, Member, Payment

VISIT = """Họ và tên;Năm sinh;Mã đối tượng;Giá trị từ;Giá trị đến;Ngày đóng;Số tháng;Thứ tự;Đang đi học
Sơn Lan;1968;GD;01/03/2020;28/02/2021;;;;
Kim Hai;1965;GD;15/01/2021;14/01/2022;15/01/2021;12;1;không
Kim Thảo;1994;;;;;;;

Kim Vy;2012;HS;2021-01-01;31/12/2021;;;;x
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(home=tmp_path, language="vi", wants_json=False, console=Console(stderr=True))


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "hộ.csv"
    file.write_text(text, encoding=encoding)
    return file


def shown(answer: Answer) -> str:
    console = Console(width=200, highlight=False)
    with console.capture() as captured:
        console.print(answer.text, markup=False)
    return captured.get()


def test_law_household_when_a_household_is_visited_then_json_and_text_say_who_owes_what(
    shell: Shell, tmp_path: Path
) -> None:
    answer = household(shell, written(tmp_path, VISIT, "utf-8-sig"), on=date(2021, 3, 22))
    data: dict[str, Any] = json.loads(json.dumps(answer.data))

    assert data["total"] == 1_045_980
    assert [(one["member"], one["standing"], one.get("rank")) for one in data["members"]] == [
        ("Sơn Lan", "owes", 2), ("Kim Hai", "already_paid", 1), ("Kim Thảo", "owes", 3), ("Kim Vy", "takes_no_rank", None)
    ]  # fmt: skip
    assert data["members"][0]["share"] == "0.7"
    assert data["members"][2]["first_day"] == "2021-04-21"
    assert data["members"][3]["reason"] == "joins_at_school"
    assert data["sources"][0] == "Điều 7 khoản 1 điểm e Nghị định 146/2018/NĐ-CP"
    text = shown(answer)
    for part in ("563.220 đ", "22/03/2021–21/03/2022", "đến 14/01/2022", "Tổng: 1.045.980 đ", "Nghị định 146/2018"):
        assert part in text


def test_law_household_when_cards_are_aligned_then_pays_to_that_day(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "full_name,card_group,valid_from,valid_to,Gia hạn\nA,GD,01/11/2025,31/10/2026,có\n")

    data = household(shell, file, on=date(2026, 5, 1), align=date(2027, 4, 30)).data

    assert data["total"] == 6 * 105_300


def test_read_members_when_headers_are_those_of_offices_then_reads_cards_payments_and_answers(tmp_path: Path) -> None:
    assert read_members(written(tmp_path, VISIT))[1:] == (
        Member(
            key="Kim Hai",
            card=HeldCard(group="GD", valid_from=date(2021, 1, 15), valid_to=date(2022, 1, 14)),
            payments=(Payment(paid_on=date(2021, 1, 15), months=12, rank=1),),
            is_pupil=False,
            born=PartialDate(1965),
        ),
        Member(key="Kim Thảo", born=PartialDate(1994)),
        Member(
            key="Kim Vy",
            born=PartialDate(2012),
            card=HeldCard(group="HS", valid_from=date(2021, 1, 1), valid_to=date(2021, 12, 31)),
            is_pupil=True,
        ),
    )


def test_law_household_when_a_row_is_a_child_under_six_then_is_not_charged(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "Họ và tên,Ngày sinh\nA,1980\nBé,01/01/2020\n")

    data: dict[str, Any] = json.loads(json.dumps(household(shell, file, on=date(2021, 3, 15)).data))

    assert data["total"] == 804_600
    assert data["members"][1]["reason"] == "child_under_six"
    assert data["members"][1]["sources"][0] == "Điều 7 Nghị định 146/2018/NĐ-CP"
    assert "Điều 7 Nghị định 146/2018/NĐ-CP" in data["sources"]


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("Ngày sinh\n04/2015", PartialDate(2015, 4)),
        ("Ngày,Tháng,Năm\n5,4,2015", PartialDate(2015, 4, 5)),
        ("Ngày,Tháng,Năm\n,,2015", PartialDate(2015)),
        ("Ngày,Tháng,Năm\n,,", None),
        ("Năm\n2021", None),
        ("Ngày sinh\n", None),
    ],
)
def test_read_members_when_the_birth_is_given_whole_or_in_parts_then_is_read(
    tmp_path: Path, text: str, birth: PartialDate | None
) -> None:
    heads, cells = text.split("\n")

    assert read_members(written(tmp_path, f"Họ và tên,{heads}\nA,{cells}\n")) == (Member(key="A", born=birth),)


def test_read_members_when_cells_are_wrong_then_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "Họ và tên,Mã đối tượng,Giá trị từ,Giá trị đến,Ngày đóng,Số tháng,Thứ tự,Gia hạn,Cột {lạ},Ngày sinh\n"
        "A,GD,2020,31/02/2021,,,,,,\n"
        ",,,,01/01/2021,mười,,,,\n"
        "C,GD,,,,,,maybe,,32/01/2015\n",
    )

    with pytest.raises(RequestError) as told:
        read_members(file)

    sentence = told.value.message("vi")
    for part in (
        "dòng 1: không biết cột “Cột {lạ}”", "dòng 2: “2020” không phải là ngày", "“31/02/2021” không phải là ngày",
        "dòng 3: thiếu họ tên", "“mười” không phải số nguyên", "đã đóng thì cần đủ", "dòng 4: thẻ cần đủ",
        "“maybe” không phải có/không", "dòng 4: “32/01/2015” không phải là ngày",
    ):  # fmt: skip
        assert part in sentence
    assert "line 2: “2020” is not a date" in told.value.message("en")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "thiếu cột Họ và tên"),
        ("Mã đối tượng\nGD\n", "thiếu cột Họ và tên"),
        ("Họ và tên,Họ tên\nA,B\n", "hai cột cùng là full_name"),
    ],
)
def test_read_members_when_columns_are_missing_or_double_then_says_which(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(RequestError, match=sentence):
        read_members(written(tmp_path, text))


def test_read_members_when_the_file_cannot_be_read_then_says_so(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="Không đọc được"):
        read_members(tmp_path / "missing.csv")
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(RequestError, match="Không đọc được"):
        read_members(tmp_path / "book.csv")


def test_law_household_when_registered_then_the_command_line_reaches_it(tmp_path: Path) -> None:
    app = new_app(vi="Luật.", en="Law.")
    add_household(app)
    tree: Any = typer.main.get_command(app)
    words = ["household", str(written(tmp_path, VISIT)), "--on", "22/03/2021", "--months", "6", "--lang", "en"]
    words = words if hasattr(tree, "commands") else words[1:]

    answer = tree.main(args=words, standalone_mode=False)

    assert answer.data["total"] == (563_220 + 482_760) // 2
    with pytest.raises(RequestUnclear):
        tree.main(args=[*words, "--align", "2022-01-01"], standalone_mode=False)
