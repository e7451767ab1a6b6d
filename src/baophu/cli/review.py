"""``baophu review``: a list against the card extract, one verdict a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number, share, verdict_table
from baophu.cli.intake import PARTLY_REJECTED, read_mapping
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.flows.review import Reviewed

STAGES = {
    "read": ("Đọc hai tệp", "Reading both files"),
    "standardise": ("Chuẩn hoá họ tên, số, địa bàn", "Standardising names, numbers, places"),
    "numbers": ("Đối chiếu mã số", "Matching numbers"),
    "names": ("Đối chiếu họ tên và ngày sinh", "Matching names and dates of birth"),
    "candidates": ("Tìm ứng viên cho các dòng còn lại", "Finding candidates for the rest"),
    "decisions": ("Quyết định", "Deciding"),
    "write": ("Ghi kết quả", "Writing the result"),
}


def add_commands(app: typer.Typer) -> None:
    """Put ``review`` on the command line."""
    command(
        app,
        "review",
        vi="Rà soát một danh sách với dữ liệu thẻ: mỗi dòng một kết quả, kèm căn cứ.",
        en="Review a list against the card extract: one verdict a row, with its evidence.",
    )(review)


def read_costs(text: str) -> tuple[float, float, float]:
    """``wrong,visit,look`` as three numbers; ``RequestError`` otherwise."""
    try:
        wrong, visit, look = (float(part) for part in text.split(","))
    except ValueError as error:
        raise RequestError(
            "costs_wrong",
            "“{text}” không phải ba chi phí, ví dụ: --costs 30,12,1 (nhận nhầm, đi nhầm, xem một dòng).",
            "“{text}” is not three costs, for example: --costs 30,12,1 (wrongly insured, needless visit, one look).",
            text=text,
        ) from error
    return wrong, visit, look


CostsOption = Annotated[
    str | None,
    typer.Option(
        "--costs",
        metavar="A,B,C",
        help=both(
            "Chi phí của một em bị nhận nhầm là có thẻ, một chuyến đi thừa, một dòng phải xem (mặc định 30,12,1).",
            "Costs of a child wrongly thought insured, a needless visit, one row looked at (default 30,12,1).",
        ),
    ),
]
ModelOption = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FILE", help=both("Mô hình do «linkage train» lập.", "A model made by “linkage train”.")
    ),
]


def review(
    shell: Shell,
    roster: Annotated[
        str,
        typer.Argument(
            metavar="ROSTER", help=both("Danh sách (tệp hoặc mã bản trích).", "The list (a file or a snapshot id).")
        ),
    ],
    *,
    cards: Annotated[
        str,
        typer.Option(
            "--cards",
            metavar="CARDS",
            help=both("Dữ liệu thẻ (tệp hoặc mã bản trích).", "The cards (file or snapshot)."),
        ),
    ],
    on: Annotated[
        date,
        typer.Option("--on", parser=read_date, metavar="DATE", help=both("Ngày rà soát.", "The date of the review.")),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="RESULT", help=both("Tệp kết quả: .xlsx, .csv, .parquet.", "The result file.")),
    ],
    expiring_within: Annotated[
        int,
        typer.Option(
            "--expiring-within", metavar="N", help=both("Sắp hết hạn: còn không quá N ngày.", "Expiring: N days left.")
        ),
    ] = 30,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="office|clerk",
            help=both(
                "Cho ai: office (đủ căn cứ) hoặc clerk (nhà trường, không lộ em khác).",
                "For whom: office (all evidence) or clerk (a school; nothing of another child).",
            ),
        ),
    ] = "office",
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="SCHEME", help=both("Loại hình: health.", "The scheme: health."))
    ] = "health",
    cards_as_of: Annotated[
        date | None,
        typer.Option(
            "--cards-as-of",
            parser=read_date,
            metavar="DATE",
            help=both("Dữ liệu thẻ tính đến ngày.", "The cards are as of DATE."),
        ),
    ] = None,
    mappings: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=HEADER",
            help=both("Cột nào của danh sách là trường nào.", "Which column of the list is which field."),
        ),
    ] = None,
    cards_mappings: Annotated[
        list[str] | None,
        typer.Option(
            "--map-cards",
            metavar="FIELD=HEADER",
            help=both("Cột nào của dữ liệu thẻ là trường nào.", "Which column of the cards is which field."),
        ),
    ] = None,
    costs: CostsOption = None,
    model: ModelOption = None,
) -> Answer:
    """Run the flow and put its answer into the contract's words."""
    from baophu.flows.review import review as flow
    from baophu.linkage.domain import Costs
    from baophu.linkage.model import read_model

    if audience not in ("office", "clerk"):
        raise RequestError(
            "audience_unknown",
            "--for phải là office hoặc clerk, không phải “{text}”.",
            "--for must be office or clerk, not “{text}”.",
            text=audience,
        )
    chosen = read_costs(costs) if costs else None
    with shell.progress(STAGES) as progress:
        done = flow(
            roster,
            cards,
            on=on,
            out=out,
            home=shell.home,
            expiring_within=expiring_within,
            audience=cast(Literal["office", "clerk"], audience),
            scheme=scheme,
            cards_as_of=cards_as_of,
            mapping=read_mapping(mappings or []),
            cards_mapping=read_mapping(cards_mappings or []),
            model=read_model(model) if model else None,
            costs=Costs(wrongly_insured=chosen[0], needless_visit=chosen[1], person_looks=chosen[2])
            if chosen
            else None,
            progress=progress.step,
        )
    as_of = done.cards.as_of
    return Answer(
        data={
            "rows": done.rows,
            "accepted": done.accepted,
            "rejected": done.rejected,
            "verdicts": dict(done.verdicts),
            "seconds": dict(done.seconds),
            "run": done.run,
            "out": str(done.out),
            "roster": done.roster.id,
            "cards": done.cards.id,
            "cards_as_of": as_of.isoformat(),
            "cards_as_of_known": done.cards.is_as_of_known,
            "is_stale": done.is_stale,
            "warnings": list(done.warnings),
        },
        text=_shown(shell, done, on),
        exit_code=PARTLY_REJECTED if done.rejected else 0,
    )


def _shown(shell: Shell, done: Reviewed, on: date) -> Group:
    counts, rows = done.verdicts, done.rows
    as_of = done.cards.as_of if done.cards.is_as_of_known else None
    holding = counts["covered"] + counts["expiring"]
    lead = Text(
        shell.say(
            f"{share(holding, rows, shell.language)} có thẻ còn giá trị ngày {on:%d/%m/%Y}: "
            f"{number(holding, shell.language)} trong {number(rows, shell.language)} dòng.",
            f"{share(holding, rows, shell.language)} hold a valid card on {on:%d/%m/%Y}: "
            f"{number(holding, shell.language)} of {number(rows, shell.language)} rows.",
        ),
        style="bold",
    )
    if as_of is None:
        note = shell.say("Dữ liệu thẻ chưa rõ tính đến ngày nào.", "It is not known what day the cards are as of.")
    else:
        age = (on - as_of).days
        note = shell.say(
            f"Dữ liệu thẻ tính đến ngày {as_of:%d/%m/%Y}" + (f", trước ngày rà soát {age} ngày." if age > 0 else "."),
            f"Cards as of {as_of:%d/%m/%Y}" + (f", {age} days before the date of the review." if age > 0 else "."),
        )
    facts = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    facts.add_row(shell.say("Kết quả", "Result"), str(done.out))
    facts.add_row(
        shell.say("Thời gian", "Time"),
        f"{done.seconds['total']:.1f} s".replace(".", "," if shell.language == "vi" else "."),
    )
    for warning in done.warnings:
        facts.add_row(shell.say("Lưu ý", "Warning"), warning)
    return Group(lead, Text(note, style="dim"), verdict_table(counts, rows, shell.language), facts)
