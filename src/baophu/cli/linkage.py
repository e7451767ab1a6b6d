"""``baophu linkage train`` and ``baophu linkage evaluate``: the matching model learnt from own files, and its costs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number
from baophu.cli.language import both
from baophu.cli.review import STAGES, CostsOption, ModelOption, read_costs
from baophu.cli.shell import Answer, Shell, command, new_app, read_date

if TYPE_CHECKING:
    from baophu.linkage.evaluate import Outcome

TRAIN_STAGES = {**STAGES, "train": ("Học mức giống của từng trường", "Learning the levels of each field")}

RosterArgument = Annotated[
    str,
    typer.Argument(
        metavar="ROSTER", help=both("Danh sách (tệp hoặc mã bản trích).", "The list (a file or a snapshot id).")
    ),
]
CardsOption = Annotated[str, typer.Option("--cards", metavar="CARDS", help=both("Dữ liệu thẻ.", "The card extract."))]
OnOption = Annotated[
    date,
    typer.Option(
        "--on", parser=read_date, metavar="DATE", help=both("Ngày đọc mã đơn vị hành chính.", "Day of the area codes.")
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Put the group ``linkage`` on the command line."""
    group = new_app(vi="Mô hình so khớp: huấn luyện và đánh giá.", en="The matching model: train and evaluate.")
    command(group, "train", vi="Học một mô hình từ tệp của cơ quan.", en="Learn a model from the agency's files.")(
        train
    )
    command(
        group,
        "evaluate",
        vi="Đánh giá quyết định: theo cặp đúng đã biết, hoặc theo xác suất của mô hình.",
        en="Judge the decisions: against known pairs, or by the model's own probabilities.",
    )(evaluate)
    app.add_typer(group, name="linkage")


def train(
    shell: Shell,
    roster: RosterArgument,
    *,
    cards: CardsOption,
    on: OnOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=both("Tệp mô hình (JSON).", "The model (JSON)."))],
    name: Annotated[str, typer.Option(metavar="TEXT", help=both("Tên mô hình.", "Name of the model."))] = "riêng",
    seed: Annotated[int, typer.Option(metavar="N", help=both("Hạt giống ngẫu nhiên.", "Random seed."))] = 1,
) -> Answer:
    """Run the flow and name the weights learnt."""
    from baophu.flows.linkage import train_model

    with shell.progress(TRAIN_STAGES) as progress:
        done = train_model(roster, cards, out=out, home=shell.home, on=on, name=name, seed=seed, progress=progress.step)
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for head in (shell.say("Trường", "Field"), shell.say("Mức", "Level"), "m", "u", "twin", "kin"):
        table.add_column(head, justify="left" if head == shell.say("Trường", "Field") else "right")
    for comparison, levels in done.model.comparisons.items():
        for one in sorted(levels, key=lambda level: -level.level):
            table.add_row(comparison, str(one.level), *(f"{p:.5f}" for p in (one.m, one.u, one.twin, one.kin)))
    lead = Text(shell.say(f"Đã ghi mô hình: {done.out}", f"Model written: {done.out}"), style="bold")
    return Answer(
        data={"out": str(done.out), "run": done.run, "model": done.model.model_dump()}, text=Group(lead, table)
    )


def evaluate(
    shell: Shell,
    roster: RosterArgument,
    *,
    cards: CardsOption,
    on: OnOption,
    truth: Annotated[
        Path | None,
        typer.Option(
            "--truth",
            metavar="FILE",
            help=both(
                "Cặp đúng: CSV hoặc Parquet có cột row, card_row (trống: không có thẻ).",
                "True pairs: CSV or Parquet with row, card_row (empty: no card).",
            ),
        ),
    ] = None,
    costs: CostsOption = None,
    model: ModelOption = None,
) -> Answer:
    """Run the flow and show what other costs would do."""
    from baophu.flows.linkage import evaluate_linkage
    from baophu.linkage.domain import Costs
    from baophu.linkage.model import read_model

    chosen = read_costs(costs) if costs else None
    with shell.progress(STAGES) as progress:
        done = evaluate_linkage(
            roster,
            cards,
            home=shell.home,
            on=on,
            truth=truth,
            model=read_model(model) if model else None,
            costs=Costs(wrongly_insured=chosen[0], needless_visit=chosen[1], person_looks=chosen[2])
            if chosen
            else None,
            progress=progress.step,
        )
    return Answer(
        data={
            "run": done.run,
            "is_expected": done.outcomes[0].is_expected,
            "rows": done.counts.rows,
            "present_share_of_open_rows": round(done.counts.present_share, 4),
            "outcomes": [_plain(one) for one in done.outcomes],
        },
        text=_shown(shell, done.outcomes),
    )


def _plain(one: Outcome) -> dict[str, object]:
    return {
        "costs": [one.costs.wrongly_insured, one.costs.needless_visit, one.costs.person_looks],
        "matches": one.matches,
        "doubtful": one.doubtful,
        "wrong": one.wrong,
        "missed": one.missed,
        "precision": round(one.precision, 5),
        "recall": round(one.recall, 5),
    }


def _shown(shell: Shell, outcomes: list[Outcome]) -> Group:
    lead = shell.say(
        "Số lỗi ước tính theo mô hình." if outcomes[0].is_expected else "Số lỗi đếm theo các cặp đúng đã biết.",
        "Mistakes expected by the model." if outcomes[0].is_expected else "Mistakes counted against the known pairs.",
    )
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for head in (
        shell.say("Chi phí nhầm, thừa, xem", "Costs wrong, visit, look"),
        shell.say("Tự nhận", "Matches"),
        shell.say("Nhận nhầm", "Wrong"),
        shell.say("Bỏ sót", "Missed"),
        shell.say("Cần người xem", "To a person"),
        shell.say("Đúng khi nhận", "Precision"),
        shell.say("Nhận đủ", "Recall"),
    ):
        table.add_column(head, justify="right")
    for place, one in enumerate(outcomes):
        table.add_row(
            f"{one.costs.wrongly_insured:g} · {one.costs.needless_visit:g} · {one.costs.person_looks:g}",
            number(one.matches, shell.language),
            f"{one.wrong:g}",
            f"{one.missed:g}",
            number(one.doubtful, shell.language),
            f"{one.precision:.5f}",
            f"{one.recall:.4f}",
            style="bold" if place == 0 else "",
        )
    return Group(Text(lead, style="dim"), table)
