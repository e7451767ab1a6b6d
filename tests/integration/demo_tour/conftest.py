"""Tests of the whole command on files, with the lists and the processes of ``cli_e2e``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "cli_e2e"))

from offices import lists, office

__all__ = ["lists", "office"]
