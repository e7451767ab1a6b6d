"""``baophu serve``, ``check`` and ``version``: the programme itself."""

from __future__ import annotations

import platform
from typing import Annotated

import typer
from rich.table import Table

import baophu
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command


def add_commands(app: typer.Typer) -> None:
    """Put ``serve``, ``check`` and ``version`` on the command line."""
    command(
        app,
        "serve",
        vi="Mở trang web trên máy này và chạy các tác vụ nền.",
        en="Serve the site and run background jobs.",
    )(serve)
    command(
        app, "check", vi="Tự kiểm tra thư mục dữ liệu và cơ sở dữ liệu.", en="Check the data folder and its database."
    )(check)
    command(app, "version", vi="Phiên bản của chương trình.", en="The version of the programme.", needs_home=False)(
        version
    )


def serve(
    shell: Shell,
    host: Annotated[
        str, typer.Option(metavar="HOST", help=both("Địa chỉ lắng nghe.", "Address to listen on."))
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            min=0, max=65535, metavar="PORT", help=both("Cổng (0: cổng trống bất kỳ).", "Port (0: any free).")
        ),
    ] = 8000,
) -> Answer:
    """Serve until stopped."""
    from baophu.web.home import Home
    from baophu.web.server import serve as run_server

    def announce(address: str) -> None:
        shell.tell(
            f"Bao Phủ đang chạy tại {address} (Ctrl+C để dừng)", f"Bao Phủ is running at {address} (Ctrl+C stops it)"
        )

    run_server(Home(shell.home), host=host, port=port, announce=announce)
    return Answer(data={"stopped": True}, text=shell.say("Đã dừng.", "Stopped."))


def check(shell: Shell) -> Answer:
    """Say what the start-up check read; a setting that is not as asked has already ended the start."""
    from django.db import connection

    from baophu.web.database import check_database

    readings = {reading.name: reading.value for reading in check_database(connection)}
    table = Table(show_header=False, box=None)
    table.add_row(shell.say("Phiên bản", "Version"), baophu.__version__)
    table.add_row(shell.say("Thư mục dữ liệu", "Data folder"), str(shell.home))
    for name, value in readings.items():
        table.add_row(name, str(value))
    table.add_row(shell.say("Kết quả", "Result"), shell.say("đạt", "passed"))
    data = {"ok": True, "version": baophu.__version__, "home": str(shell.home), "database": readings}
    return Answer(data=data, text=table)


def version(shell: Shell) -> Answer:
    """The version, with Python's."""
    facts = {"version": baophu.__version__, "python": platform.python_version()}
    return Answer(data=facts, text=f"baophu {facts['version']} (Python {facts['python']})")
