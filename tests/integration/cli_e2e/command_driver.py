"""Runs command lines one after another in one process: reads a JSON list a line, answers with what the command said.

Loading the programme takes longer than most commands on small files, so tests of many commands share one process. What
a command prints is caught at the level of the operating system, so the words of its child processes are caught too.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile


def run_one(words: list[str], answers: int) -> None:
    """Run one command line and write its exit code, stdout and stderr to the file descriptor ``answers``."""
    from baophu.cli.main import main

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            code = main(words)
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 99
        sys.stdout.flush()
        sys.stderr.flush()
        told = []
        for file in (out, err):
            file.seek(0)
            told.append(file.read().decode("utf-8"))
    answer = {"code": code, "out": told[0], "err": told[1]}
    os.write(answers, json.dumps(answer).encode() + b"\n")


def serve_commands() -> None:
    """Answer until stdin ends."""
    answers = os.dup(1)
    for line in sys.stdin:
        run_one(json.loads(line), answers)


if __name__ == "__main__":
    serve_commands()
