"""``python -m benchmarks.draws study --profile usual --size M --seed 1 --out DIR``: make one draw and write it."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.draws import clustered, study


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.draws")
    kinds = parser.add_subparsers(dest="generator", required=True)
    by_study = kinds.add_parser("study", help="errors fall on their own, given the school")
    by_study.add_argument("--profile", choices=sorted(study.PROFILES), default="usual")
    by_study.add_argument("--size", choices=list(study.SIZES), default="M")
    by_cluster = kinds.add_parser("clustered", help="errors come in runs, by typist and by poverty")
    by_cluster.add_argument("--size", choices=list(clustered.SIZES), default="M")
    for one in (by_study, by_cluster):
        one.add_argument("--seed", type=int, default=1)
        one.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    start = time.monotonic()
    if asked.generator == "study":
        drawn = study.draw(profile=asked.profile, size=asked.size, seed=asked.seed)
    else:
        drawn = clustered.draw(size=asked.size, seed=asked.seed)
    drawn.write(asked.out)
    seconds = time.monotonic() - start
    print(f"{asked.out}: {drawn.roster.num_rows:,} roster rows, {drawn.cards.num_rows:,} card rows, {seconds:.1f} s")


if __name__ == "__main__":
    main()
