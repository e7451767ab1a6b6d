"""``baophu intake``: take a received file in and say what became of every row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.flows.reference import Loaded
    from baophu.intake.actions import TakenIn

STAGES = {
    "hash": ("Kiểm tra tệp", "Checking the file"),
    "read": ("Đọc tệp", "Reading the file"),
    "layout": ("Tìm tiêu đề và cột", "Finding headers and columns"),
    "clean": ("Làm sạch từng ô", "Cleaning the cells"),
    "write": ("Ghi bản trích", "Writing the snapshot"),
    "done": ("Xong", "Done"),
}
PARTLY_REJECTED = 3


def add_commands(app: typer.Typer) -> None:
    """Put ``intake`` on the command line."""
    command(
        app,
        "intake",
        vi="Nạp một tệp Excel, CSV hoặc Parquet đã nhận thành bản trích dữ liệu.",
        en="Take a received Excel, CSV or Parquet file in as a snapshot.",
    )(take_in)


def read_mapping(words: list[str]) -> dict[str, str]:
    """``field=header`` words as a mapping; ``RequestError`` for a word of another form."""
    mapping: dict[str, str] = {}
    for word in words:
        field, equals, header = word.partition("=")
        if not (field.strip() and equals and header.strip()):
            raise RequestError(
                "mapping_wrong",
                "“{word}” không đúng dạng trường=tiêu đề, ví dụ: --map full_name=\"Họ tên HS\".",
                "“{word}” is not of the form field=header, for example: --map full_name=\"Họ tên HS\".",
                word=word,
            )  # fmt: skip
        mapping[field.strip()] = header.strip()
    return mapping


def take_in(
    shell: Shell,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("Tệp đã nhận.", "The received file."))],
    *,
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="KIND",
            help=both(
                "Loại danh sách: cards, participants, roster, households, population, targets, employers.",
                "Kind of list: cards, participants, roster, households, population, targets, employers.",
            ),
        ),
    ],
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of", parser=read_date, metavar="DATE", help=both("Dữ liệu tính đến ngày.", "The data is as of DATE.")
        ),
    ] = None,
    mappings: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=HEADER",
            help=both("Cột nào là trường nào, khi máy nhận sai.", "Which column is which field, to overrule."),
        ),
    ] = None,
    sender: Annotated[str, typer.Option(metavar="TEXT", help=both("Nơi gửi tệp.", "Who sent the file."))] = "",
    purpose: Annotated[str, typer.Option(metavar="TEXT", help=both("Dùng để làm gì.", "What it is for."))] = "",
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=both(
                "Dân số, chỉ tiêu: thay số đã ghi vì tệp trước sai.",
                "Population, targets: replace recorded figures because an earlier file was wrong.",
            ),
        ),
    ] = False,
) -> Answer:
    """Run the flow and put its answer into the contract's words."""
    from baophu.flows.reference import LOADERS
    from baophu.flows.take_in import take_in as flow

    with shell.progress(STAGES) as progress:
        found = flow(
            file, kind=kind, home=shell.home, as_of=as_of, mapping=read_mapping(mappings or []), sender=sender,
            purpose=purpose, progress=progress.share,
        )  # fmt: skip
    taken = found.taken
    loaded = LOADERS[kind](taken.snapshot, shell.home, replace=replace) if kind in LOADERS else None
    rejected = 0 if loaded else taken.rejected  # loaded whole, with the rates that intake took for no numbers
    rejected_file = str(taken.rejected_file) if rejected else None
    return Answer(
        data={
            "snapshot": taken.snapshot.id, "rows": taken.rows, "accepted": taken.rows - rejected, "rejected": rejected,
            "notes": taken.notes, "rejected_file": rejected_file, "columns": dict(taken.columns),
            "warnings": [*taken.warnings, *(loaded.warnings if loaded else ())], "run": found.run,
            "reused": taken.reused, **({"loaded": loaded.counts} if loaded else {}),
        },
        text=_table(shell, taken, rejected, rejected_file, loaded),
        exit_code=PARTLY_REJECTED if rejected else 0,
    )  # fmt: skip


def _table(shell: Shell, taken: TakenIn, rejected: int, rejected_file: str | None, loaded: Loaded | None) -> Table:
    def number(value: int) -> str:
        return f"{value:,}" if shell.language == "en" else f"{value:,}".replace(",", ".")

    table = Table(show_header=False, box=None)
    table.add_row(shell.say("Bản trích", "Snapshot"), taken.snapshot.id)
    table.add_row(shell.say("Số dòng", "Rows"), number(taken.rows))
    table.add_row(shell.say("Nhận được", "Accepted"), number(taken.rows - rejected))
    table.add_row(shell.say("Không nhận", "Rejected"), number(rejected))
    if taken.notes:
        table.add_row(shell.say("Số ô chưa rõ", "Unclear cells"), number(taken.notes))
    if rejected_file:
        table.add_row(shell.say("Tệp dòng bị loại", "Rejected rows"), rejected_file)
    if loaded:
        table.add_row(shell.say("Số mới ghi", "Figures recorded"), number(loaded.added))
        table.add_row(shell.say("Số đã có", "Figures known"), number(loaded.unchanged))
        if loaded.replaced:
            table.add_row(shell.say("Số bị thay", "Figures replaced"), number(loaded.replaced))
    for warning in (*taken.warnings, *(loaded.warnings if loaded else ())):
        table.add_row(shell.say("Lưu ý", "Warning"), warning)
    return table
