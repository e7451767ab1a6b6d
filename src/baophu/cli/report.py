"""``baophu report``: writes an official paper as Word, PDF, a workbook or plain text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date

if TYPE_CHECKING:
    from baophu.flows.report import WrittenReport


def add_commands(app: typer.Typer) -> None:
    """Put ``report`` on the command line."""
    command(
        app,
        "report",
        vi="Lập văn bản: báo cáo năm, đoạn tin báo chí, tin ngày, thống kê tháng, danh sách.",
        en="Write a paper: the year's report, a press paragraph, the day's page, monthly statistics, lists.",
    )(report)


def report(
    shell: Shell,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=both("Mã văn bản: year, press …", "The paper: year, press …"))
    ],
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help=both("Tệp: .docx, .pdf, .xlsx, .txt.", "The file."))
    ],
    period: Annotated[
        str, typer.Option(metavar="P", help=both("Kỳ: 2020, 2020-Q4, 2020-12.", "Period: 2020, 2020-Q4, 2020-12."))
    ] = "",
    on: Annotated[
        date | None,
        typer.Option("--on", parser=read_date, metavar="DATE", help=both("Ngày số liệu.", "Day of the figures.")),
    ] = None,
    area: Annotated[
        str, typer.Option(metavar="CODE", help=both("Mã hoặc tên địa bàn.", "Code or name of an area."))
    ] = "",
    blank: Annotated[bool, typer.Option("--blank", help=both("Lập mẫu trống.", "Write the blank form."))] = False,
) -> Answer:
    """Ask the flow for the paper."""
    from baophu.flows.report import write_report
    from baophu.reports.official.request import ReportRequest

    request = ReportRequest(code=code, out=out, today=date.today(), period=period, on=on, area=area, blank=blank)
    written = write_report(request, shell.home)
    return Answer(data=_data(written), text=_shown(shell, written))


def _data(written: WrittenReport) -> dict[str, object]:
    return {
        "code": written.code, "period": written.period, "on": written.on.isoformat(), "area": written.area,
        "out": str(written.out), "figures": len(written.figures), "faults": list(written.faults),
    }  # fmt: skip


def _shown(shell: Shell, written: WrittenReport) -> RenderableType:
    lines = [Text(str(written.out), style="bold")]
    if written.faults:
        lead = shell.say("Bản nháp, số liệu chưa khớp:", "A draft, its figures do not add up:")
        lines += [Text(lead, style="yellow"), *(Text(f"- {fault}") for fault in written.faults)]
    return Group(*lines)
