"""``baophu report``: writes an official paper as Word, PDF, a workbook or plain text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from baophu.cli.figures import number as number_text
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.errors import RequestError
from baophu.kernel.money import parse_amount
from baophu.reports.official.request import ReportRequest, Saying

if TYPE_CHECKING:
    from baophu.flows.report import WrittenReport


def add_commands(app: typer.Typer) -> None:
    """Put ``report`` on the command line."""
    command(
        app,
        "report",
        vi="Lập văn bản: báo cáo, tin báo chí, thống kê, thẻ học sinh, danh sách D03-TS và D05-TS, giấy tờ chiến dịch.",
        en="Write a paper: reports, press, statistics, pupils' cards, the lists D03-TS and D05-TS, papers of a campaign.",
    )(report)


def report(
    shell: Shell,
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE", help=both("Mã văn bản: year, press, students …", "The paper: year, press, students …")
        ),
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
    since: Annotated[
        date | None,
        typer.Option(
            "--since", parser=read_date, metavar="DATE", help=both("So với ngày này.", "Compare with that day.")
        ),
    ] = None,
    population: Annotated[
        str, typer.Option(metavar="NAME", help=both("Tên nguồn dân số.", "Name of the population series."))
    ] = "",
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="FILE",
            help=both(
                "Tệp điền sẵn cho văn bản (chiến dịch: YAML; D05: CSV); “example” là ví dụ kèm theo.",
                "The file filled in for the paper (campaign: YAML; D05: CSV); “example” is the one that ships.",
            ),
        ),
    ] = None,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="NAME",
            help=both("Trường (D03) hoặc điểm thu (D05) của danh sách.", "School (D03) or collection point (D05)."),
        ),
    ] = "",
    boundaries: Annotated[
        Path | None,
        typer.Option(
            "--boundaries",
            metavar="FILE",
            help=both(
                "Ranh giới xã của cơ quan (GeoJSON, thuộc tính code), vẽ thay cho sơ đồ.",
                "The agency's commune boundaries (GeoJSON, property code), drawn instead of the schema.",
            ),
        ),
    ] = None,
    say: Annotated[
        list[str] | None,
        typer.Option(
            "--say",
            metavar="FIGURE=exact|near|over",
            help=both(
                "Cách nói một số trong tin báo chí: đúng số, “gần”, “hơn”. Ví dụ health/completion=near.",
                "How a figure of the press paragraph is said. Example: health/completion=near.",
            ),
        ),
    ] = None,
    printed: Annotated[
        list[str] | None,
        typer.Option(
            "--printed",
            metavar="FIGURE=N",
            help=both("Số mà văn bản khác in, để đối chiếu.", "The number that another paper prints, to be compared."),
        ),
    ] = None,
    points: Annotated[
        bool,
        typer.Option("--points", help=both("Ghi “4,15 điểm” thay cho “4,15%”.", "Print “4,15 điểm”, not “4,15%”.")),
    ] = False,
    official: Annotated[
        bool,
        typer.Option("--official", help=both("Phát hành: khóa các số đã in.", "Issue it: its figures are frozen.")),
    ] = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help=both("Số liệu ước.", "The figures are provisional."))
    ] = False,
    number: Annotated[
        int | None, typer.Option("--number", min=1, metavar="N", help=both("Số văn bản.", "Number of the paper."))
    ] = None,
    dated: Annotated[
        date | None,
        typer.Option("--dated", parser=read_date, metavar="DATE", help=both("Ngày văn bản.", "Day of the paper.")),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help=both("Bản công khai: không nêu nhóm dưới 5 người.", "No groups under 5."))
    ] = False,
    blank: Annotated[bool, typer.Option("--blank", help=both("Lập mẫu trống.", "Write the blank form."))] = False,
    opened: Annotated[
        str,
        typer.Option(
            "--open",
            metavar="FIGURE",
            help=both("Ghi danh sách người sau một số của văn bản.", "Write the people behind a figure of the paper."),
        ),
    ] = "",
) -> Answer:
    """Ask the flow for the paper, or for the people behind one of its figures."""
    from baophu.flows.report import write_report

    request = ReportRequest(
        code=code, out=out, today=date.today(), period=period, on=on, since=since, area=area, population=population,
        data=data, unit=unit, boundaries=boundaries, blank=blank, official=official, is_estimate=estimate, is_public=public,
        number=number, dated=dated,
        difference="points" if points else "published", wording=_sayings(say or []), printed=_printed(printed or []),
    )  # fmt: skip
    if opened:
        return _open(shell, request, opened)
    written = write_report(request, shell.home)
    return Answer(data=_data(written), text=_shown(shell, written))


def _open(shell: Shell, request: ReportRequest, id: str) -> Answer:
    from baophu.flows.report_open import open_figure

    done = open_figure(request, shell.home, id)
    lead = shell.say(
        f"{number_text(done.people, shell.language)} người đứng sau số {done.id}, mỗi người kèm tệp, trang và dòng đã nhận.",
        f"{number_text(done.people, shell.language)} people stand behind {done.id}, each with file, sheet and row.",
    )
    warning = shell.say(
        "Tệp chứa dữ liệu cá nhân: chỉ gửi cho người có trách nhiệm và xóa khi xong việc.",
        "The file holds personal data: hand it only to those in charge and delete it when the work is done.",
    )
    data = {"figure": done.id, "shown": done.shown, "people": done.people, "out": str(done.out)}
    return Answer(data=data, text=Group(Text(lead, style="bold"), Text(str(done.out)), Text(warning, style="dim")))


def _sayings(words: list[str]) -> dict[str, Saying]:
    found: dict[str, Saying] = {}
    for word in words:
        id, _, saying = word.rpartition("=")
        if not id or saying not in get_args(Saying):
            raise RequestError(
                "saying_unknown",
                "“{word}” không phải cách nói một số. Viết SỐ=exact, SỐ=near (gần) hoặc SỐ=over (hơn).",
                "“{word}” does not say how a figure is said. Write FIGURE=exact, FIGURE=near or FIGURE=over.",
                word=word,
            )
        found[id] = cast(Saying, saying)
    return found


def _printed(words: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        id, _, text = word.rpartition("=")
        value = parse_amount(text)
        if not id or value is None:
            raise RequestError(
                "printed_unknown",
                "“{word}” không phải một số đã in. Viết SỐ=giá trị, ví dụ 94/si_total=79.772.",
                "“{word}” is no printed number. Write FIGURE=N, for example 94/si_total=79772.",
                word=word,
            )
        found[id] = value
    return found


def _data(written: WrittenReport) -> dict[str, object]:
    return {
        "code": written.code, "period": written.period, "on": written.on.isoformat(), "area": written.area,
        "out": str(written.out), "figures": len(written.figures), "faults": list(written.faults),
        "differing": list(written.differing), "published": written.published,
    }  # fmt: skip


def _shown(shell: Shell, written: WrittenReport) -> RenderableType:
    lines = [Text(str(written.out), style="bold")]
    if written.faults:
        lead = shell.say("Bản nháp, số liệu chưa khớp:", "A draft, its figures do not add up:")
        lines += [Text(lead, style="yellow"), *(Text(f"- {fault}") for fault in written.faults)]
    if written.differing:
        lead = shell.say("Khác với số đã công bố:", "Differs from what was published:")
        lines += [Text(lead, style="yellow"), *(Text(f"- {one}") for one in written.differing)]
    if written.published:
        count = number_text(written.published, shell.language)
        lines.append(Text(shell.say(f"Đã khóa {count} số công bố.", f"{count} published figures are frozen.")))
    return Group(*lines)
