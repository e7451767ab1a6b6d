"""``baophu demo``: a synthetic Sóc Trăng, and the main job played on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number, percent, share, verdict_table
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.demo.tour import Toured

STAGES = {
    "people": ("Dựng dân số, hộ gia đình", "Drawing people and households"),
    "cards": ("Cấp thẻ", "Issuing cards"),
    "class_lists": ("Xếp lớp", "Filling the classes"),
    "registry_files": ("Ghi dữ liệu thẻ, người tham gia", "Writing cards and participants"),
    "roster_files": ("Ghi danh sách lớp", "Writing the class lists"),
    "intake": ("Nạp tệp", "Taking the files in"),
    "review": ("Rà soát từng em", "Reviewing every pupil"),
    "school": ("Lập tệp cho một trường", "Making one school's file"),
    "year": ("Tính năm 2020, lập văn bản", "Counting 2020, writing the papers"),
}
SCHEMES = {
    "compulsory_si": ("BHXH bắt buộc", "Compulsory SI"),
    "unemployment": ("BH thất nghiệp", "Unemployment"),
    "voluntary_si": ("BHXH tự nguyện", "Voluntary SI"),
    "health": ("Bảo hiểm y tế", "Health insurance"),
}


def add_commands(app: typer.Typer) -> None:
    """Put ``demo`` on the command line."""
    command(
        app,
        "demo",
        vi="Dựng một Sóc Trăng giả lập, rà soát học sinh, in số liệu; để lại thư mục dữ liệu cho «serve».",
        en="Build a synthetic Sóc Trăng, review its pupils, print the figures; leaves a home for “serve”.",
    )(demo)


def demo(
    shell: Shell,
    *,
    scale: Annotated[
        str,
        typer.Option(
            metavar="commune|district|province",
            help=both(
                "Cỡ: commune (vài giây), district, province (1,3 triệu người).",
                "Size: commune (seconds), district, province (1.3 million people).",
            ),
        ),
    ] = "commune",
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help=both("Cùng hạt giống, cùng dữ liệu.", "Same seed, same data."))
    ] = 2021,
) -> Answer:
    """Play the tour and show what it found."""
    from baophu.demo.domain import scale_of
    from baophu.demo.tour import tour
    from baophu.intake.queries import list_snapshots
    from baophu.web.home import Home

    scale_of(scale)
    home = Home(shell.home)
    if not home.is_demo and list_snapshots(shell.home):
        raise RequestError(
            "home_holds_real_data",
            "Thư mục «{home}» đang giữ dữ liệu thật, không dựng bản mẫu vào đó. Chọn thư mục khác ở --home.",
            "The folder {home} holds real data; the demo is not built into it. Choose another --home.",
            home=shell.home,
        )
    home.mark_demo(scale=scale, seed=seed)
    with shell.progress(STAGES) as progress:
        done = tour(scale=scale, seed=seed, home=shell.home, progress=progress.share)
    home.mark_demo(
        scale=scale, seed=seed, accounts=[{"user": one.user, "password": one.password} for one in done.accounts]
    )
    world = done.world
    return Answer(
        data={
            "home": str(shell.home),
            "seed": seed,
            "scale": scale,
            "counts": {**world.counts, "reviewed": done.reviewed.rows, **done.reviewed.verdicts},
            "figures": world.figures.by_scheme(),
            "figures_at_extract": world.figures_at_extract.by_scheme(),
            "published": world.expected.by_scheme(),
            "is_scaled": world.is_scaled,
            "files": [str(path) for path in done.files],
            "seconds": {**done.seconds, "review_stages": dict(done.reviewed.seconds)},
            "checked": {
                "right": done.checked.right,
                "wrong": done.checked.wrong,
                "doubtful": done.checked.doubtful,
                "called_insured": done.checked.called_insured,
                "without_card": done.checked.without_card,
            },
            "accounts": [
                {"user": one.user, "password": one.password, "role": one.role, "area": one.area}
                for one in done.accounts
            ],
        },
        text=_story(shell, done),
    )


def _story(shell: Shell, done: Toured) -> Group:
    world, reviewed, checked, say = done.world, done.reviewed, done.checked, shell.say
    pupils = number(reviewed.rows, shell.language)
    holding = reviewed.verdicts["covered"] + reviewed.verdicts["expiring"]
    lead = say(
        f"{share(holding, reviewed.rows, shell.language)} trong {pupils} học sinh có thẻ ngày 13/03/2021; "
        f"{number(reviewed.verdicts['not_covered'] + reviewed.verdicts['expired'], shell.language)} em cần vận động.",
        f"{share(holding, reviewed.rows, shell.language)} of {pupils} pupils hold a card on 13/03/2021; "
        f"{number(reviewed.verdicts['not_covered'] + reviewed.verdicts['expired'], shell.language)} are to be reached.",
    )
    checked_text = say(
        f"Đối chiếu với sự thật của bản mẫu: {number(checked.right, shell.language)} dòng nhận đúng người, "
        f"{number(checked.wrong, shell.language)} dòng nhầm; {number(checked.called_insured, shell.language)} em trong "
        f"{number(checked.without_card, shell.language)} em chưa có thẻ bị coi là đã có; "
        f"{number(checked.doubtful, shell.language)} dòng để người xem.",
        f"Held against the truth: {number(checked.right, shell.language)} rows found their person, "
        f"{number(checked.wrong, shell.language)} another; {number(checked.called_insured, shell.language)} of "
        f"{number(checked.without_card, shell.language)} children without a card were thought insured; "
        f"{number(checked.doubtful, shell.language)} rows go to a person.",
    )
    seconds = done.seconds
    timing = say(
        f"Dựng {seconds['generate']:.0f} giây · nạp {seconds['intake']:.0f} giây · rà soát và lập tệp "
        f"{seconds['review']:.0f} giây · tính năm và lập văn bản {seconds['year']:.0f} giây",
        f"generated in {seconds['generate']:.0f} s · taken in in {seconds['intake']:.0f} s · reviewed and written in "
        f"{seconds['review']:.0f} s · counted and papers written in {seconds['year']:.0f} s",
    )
    results = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    results.add_row(say("Kết quả toàn danh sách", "Result, whole list"), str(reviewed.out))
    results.add_row(say("Gửi lại một trường", "Sent back to one school"), str(done.for_school.out))
    for paper in done.papers:
        results.add_row(say("Văn bản", "Paper"), str(paper))
    results.add_row(say("Xem tiếp", "Next"), f"baophu serve --home {shell.home}")
    title = say(
        f"{world.area_name} · dữ liệu giả lập, hạt giống {world.seed}",
        f"{world.area_name} · synthetic, seed {world.seed}",
    )
    return Group(
        Rule(Text(title, style="bold"), align="left", style="blue"),
        Padding(_schemes(shell, done), (1, 0, 1, 0)),
        Text(lead, style="bold"),
        Padding(verdict_table(dict(reviewed.verdicts), reviewed.rows, shell.language), (1, 0, 1, 0)),
        Text(checked_text),
        Padding(Text(timing, style="dim"), (0, 0, 1, 0)),
        results,
    )


def _schemes(shell: Shell, done: Toured) -> Table:
    """The year's table: counted from the extracts, as published, against the targets and the yearbook's population."""
    world, language = done.world, shell.language
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(shell.say("Ngày 31/12/2020", "On 31/12/2020"))
    for vi, en in (
        ("Tham gia", "Take part"),
        ("Số công bố (theo cỡ)" if world.is_scaled else "Số công bố", "Published"),
        ("Chỉ tiêu (giả định)", "Target (assumed)"),
        ("Đạt", "Reached"),
        ("Bao phủ", "Coverage"),
    ):
        table.add_column(shell.say(vi, en), justify="right")
    published = world.expected.by_scheme()
    for row in done.year.rows:
        target = row.target.value if row.target else None
        table.add_row(
            shell.say(*SCHEMES[row.scheme]),
            Text(number(row.participants, language), style="bold"),
            number(published[row.scheme], language),
            "–" if target is None else number(target, language),
            percent(row.completion_percent, language),
            percent(row.coverage_percent, language),
        )
    return table
