"""Tests of `baophu report` with the processes of ``cli_e2e``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "cli_e2e"))
