"""``baophu law household``: a small CSV of a household's members, and who takes which rank and owes what."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.dates import PartialDate, parse_partial_date
from baophu.kernel.errors import RequestError
from baophu.kernel.fields import match_header
from baophu.kernel.text import clean_text
from baophu.law.household_members import AlreadyPaid, HeldCard, Member, Owes, Payment
from baophu.law.said import Said, say

if TYPE_CHECKING:
    from baophu.law.household import HouseholdQuote, MemberQuote

_OWN_HEADERS = {
    "paid_on": ("ngày đóng", "ngày đóng tiền", "paid on"),
    "rank": ("thứ tự", "người thứ", "rank"),
    "pays_now": ("đóng lần này", "gia hạn", "pays now"),
    "is_pupil": ("đang đi học", "là học sinh", "is pupil"),
}
_BIRTH = ("birth_day", "birth_month", "birth_year")
_FIELDS = ("full_name", "birth_date", *_BIRTH, "card_group", "valid_from", "valid_to", "months", *_OWN_HEADERS)
_YES, _NO = ("x", "có", "1", "yes"), ("không", "0", "no")


def add_household(app: typer.Typer) -> None:
    """Put ``household`` on the command line, as a command of ``app``."""
    command(
        app,
        "household",
        vi="Mức đóng BHYT của một hộ: ai đóng, thứ tự mấy, bao nhiêu, thẻ dùng từ ngày nào.",
        en="What a household pays for health insurance: who, at which rank, how much, valid from when.",
        needs_home=False,
    )(household)


def household(
    shell: Shell,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=both(
                "CSV các thành viên, chủ hộ trước: Họ và tên, Ngày sinh (hoặc chỉ năm), Mã đối tượng, Giá trị từ, Giá trị"
                " đến, Ngày đóng, Số tháng, Thứ tự; thêm nếu cần: Đóng lần này (gia hạn trước hạn), Đang đi học.",
                "CSV of the members, the head first: Full name, Date of birth (or only the year), Card group, Valid from,"
                " Valid to, Paid on, Months, Rank; where needed also: Pays now (renews early), Is pupil.",
            ),
        ),
    ],
    *,
    on: Annotated[
        date, typer.Option("--on", parser=read_date, metavar="DATE", help=both("Ngày đóng.", "Day of payment."))
    ],
    months: Annotated[
        int | None, typer.Option(metavar="M", help=both("Số tháng (mặc định 12).", "Months (default 12)."))
    ] = None,
    align: Annotated[
        date | None,
        typer.Option(
            "--align",
            parser=read_date,
            metavar="DATE",
            help=both("Ngày hết hạn chung.", "Common last day of the cards."),
        ),
    ] = None,
) -> Answer:
    """Read the file and quote it by the law of the home."""
    from baophu.law.household import household_quote
    from baophu.law.office import law_of_home

    quote = household_quote(read_members(file), on, months, align, law_of_home(shell.home))
    return Answer(data=_plain(shell, quote), text=_shown(shell, quote))


# --- reading ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """The file being read: the line it is at and what was wrong so far."""

    line: int = 1
    faults: list[Said] = field(default_factory=list)

    def fault(self, vi: str, en: str, **values: object) -> None:
        what = say(vi, en, **values)
        self.faults.append(Said(f"dòng {self.line}: {what.vi}", f"line {self.line}: {what.en}"))

    def day(self, text: str) -> date | None:
        found = self.partial_day(text)
        if found and found.precision != "day":
            self.fault("“{text}” không phải là ngày", "“{text}” is not a date", text=text)
        return found.first_day if found else None

    def partial_day(self, text: str) -> PartialDate | None:
        found = parse_partial_date(text, pivot_year=date.max.year) if text else None
        if text and found is None:
            self.fault("“{text}” không phải là ngày", "“{text}” is not a date", text=text)
        return found

    def whole(self, text: str) -> int | None:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 4):
            self.fault("“{text}” không phải số nguyên", "“{text}” is not a whole number", text=text)
            return None
        return int(text) if text else None

    def is_yes(self, text: str) -> bool | None:
        if text and text.lower() not in _YES + _NO:
            self.fault("“{text}” không phải có/không", "“{text}” is not yes or no", text=text)
        return text.lower() in _YES if text else None


def read_members(file: Path) -> tuple[Member, ...]:
    """The members of a household file, in its order; ``RequestError`` names every fault of the file."""
    reading = _Reading()
    members = tuple(_member(row, reading) for row in _rows(file, reading))
    if reading.faults:
        raise RequestError(
            "household_file_wrong", "{file}: {faults_vi}.", "{file}: {faults_en}.", file=str(file),
            faults_vi="; ".join(one.vi for one in reading.faults),
            faults_en="; ".join(one.en for one in reading.faults),
        )  # fmt: skip
    return members


def _rows(file: Path, reading: _Reading) -> list[tuple[int, Mapping[str, str]]]:
    """The rows that say anything, each with its line and its cells by field."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            "household_file_unread", "Không đọc được {file} dưới dạng CSV (UTF-8).", "{file} is no CSV in UTF-8.",
            file=str(file),
        ) from error  # fmt: skip
    head = text.partition("\n")[0]
    table = csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count))
    fields = _fields(next(table, []), reading)
    return [
        (table.line_num, {name: clean_text(cell) for name, cell in zip(fields, row, strict=False) if name})
        for row in table
        if any(cell.strip() for cell in row)
    ]


def _fields(headers: Sequence[str], reading: _Reading) -> list[str | None]:
    fields = [_field(header) for header in headers]
    for header, name in zip(headers, fields, strict=True):
        if name is None and header.strip() and not match_header(header):
            reading.fault("không biết cột “{header}”", "the column “{header}” is not known", header=header)
    for name in _FIELDS:
        if fields.count(name) > 1:
            reading.fault("hai cột cùng là {name}", "two columns are {name}", name=name)
    if "full_name" not in fields:
        reading.fault("thiếu cột Họ và tên", "there is no column of full names")
    return fields


def _field(header: str) -> str | None:
    """The field of ours that a header names; None for another's."""
    plain = clean_text(header).lower()
    own = next((name for name, words in _OWN_HEADERS.items() if plain in (name, *words)), None)
    if own or plain in _FIELDS:
        return own or plain
    return next((name for name in match_header(header) if name in _FIELDS), None)


def _member(numbered: tuple[int, Mapping[str, str]], reading: _Reading) -> Member:
    reading.line, row = numbered
    if not row.get("full_name"):
        reading.fault("thiếu họ tên", "there is no name")
    return Member(
        key=row.get("full_name", ""), born=reading.partial_day(_birth(row)),
        card=_card(row, reading), payments=_payments(row, reading),
        is_pupil=reading.is_yes(row.get("is_pupil", "")), pays_now=bool(reading.is_yes(row.get("pays_now", ""))),
    )  # fmt: skip


def _birth(row: Mapping[str, str]) -> str:
    """The birth date as written; put together where day, month and year each have a column."""
    parts = [row.get(name) for name in _BIRTH]
    return row.get("birth_date") or ("/".join(part for part in parts if part) if None not in parts else "")


def _card(row: Mapping[str, str], reading: _Reading) -> HeldCard | None:
    if _is_half_given(row, ("card_group", "valid_from", "valid_to")):
        reading.fault("thẻ cần đủ mã đối tượng, giá trị từ, giá trị đến", "a card needs its group, first and last day")
    group = row.get("card_group")
    start, end = (reading.day(row.get(name, "")) for name in ("valid_from", "valid_to"))
    return HeldCard(group=group, valid_from=start, valid_to=end) if group and start and end else None


def _payments(row: Mapping[str, str], reading: _Reading) -> tuple[Payment, ...]:
    if _is_half_given(row, ("paid_on", "months", "rank")):
        reading.fault("đã đóng thì cần đủ ngày đóng, số tháng, thứ tự", "a payment needs its day, months and rank")
    day = reading.day(row.get("paid_on", ""))
    months, rank = (reading.whole(row.get(name, "")) for name in ("months", "rank"))
    if day is None or months is None or rank is None:
        return ()
    return (Payment(paid_on=day, months=months, rank=rank),)


def _is_half_given(row: Mapping[str, str], names: Sequence[str]) -> bool:
    return len({bool(row.get(name)) for name in names}) > 1


# --- showing ------------------------------------------------------------------------------------------------------------


def _plain(shell: Shell, quote: HouseholdQuote) -> dict[str, object]:
    language = shell.language
    return {
        "on": quote.on.isoformat(),
        "rule_from": quote.rule_start.isoformat(),
        "total": quote.total,
        "members": [_plain_member(shell, one) for one in quote.members],
        "sources": [one.said.in_(language) for one in quote.sources],
        "warnings": [one.in_(language) for one in quote.warnings],
        "notes": [one.in_(language) for one in quote.notes],
    }


def _plain_member(shell: Shell, one: MemberQuote) -> dict[str, object]:
    standing = one.standing
    plain: dict[str, object] = {
        "member": one.member.key,
        "standing": standing.kind,
        "said": standing.said.in_(shell.language),
    }
    if isinstance(standing, Owes):
        return plain | {
            "rank": standing.rank, "keeps_rank": standing.keeps_rank, "share": str(standing.share),
            "months": standing.months, "first_day": standing.first_day.isoformat(),
            "last_day": standing.last_day.isoformat(), "amount": standing.amount,
            "formula": standing.formula.in_(shell.language),
            "sources": [source.said.in_(shell.language) for source in standing.sources],
        }  # fmt: skip
    if isinstance(standing, AlreadyPaid):
        return plain | {
            "rank": standing.rank, "paid_on": standing.paid_on.isoformat(), "last_day": standing.last_day.isoformat(),
        }  # fmt: skip
    return plain | {
        "reason": standing.reason, "card_kind": standing.card_kind,
        "sources": [source.said.in_(shell.language) for source in standing.sources],
    }  # fmt: skip


def _shown(shell: Shell, quote: HouseholdQuote) -> Group:
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(shell.say("Thành viên", "Member"))
    table.add_column(shell.say("Tình trạng", "Standing"))
    table.add_column(shell.say("Thẻ dùng được", "Card valid"))
    table.add_column(shell.say("Phải đóng", "Owes"), justify="right")
    for one in quote.members:
        standing = one.standing
        days, amount = "", "–"
        if isinstance(standing, Owes):
            days = f"{standing.first_day:%d/%m/%Y}–{standing.last_day:%d/%m/%Y}"
            amount = f"{number(standing.amount, shell.language)} đ"
        elif one.member.covered_until is not None:
            days = shell.say("đến ", "to ") + f"{one.member.covered_until:%d/%m/%Y}"
        table.add_row(one.member.key, standing.said.in_(shell.language), days, amount)
    total = shell.say("Tổng: ", "Total: ") + f"{number(quote.total, shell.language)} đ"
    remarks = [Text(f"! {one.in_(shell.language)}", style="yellow") for one in quote.warnings]
    remarks += [Text(one.in_(shell.language)) for one in quote.notes]
    sources = Text("; ".join(one.said.in_(shell.language) for one in quote.sources), style="dim")
    return Group(table, Text(total, style="bold"), *remarks, sources)
