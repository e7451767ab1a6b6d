"""The matching model: levels with their probabilities, kept as a small versioned JSON file.

A model says, for each comparison and level, how often the level is seen between two rows of one person (``m``), of two
strangers (``u``), of twins and of other children of one home. A default ships with the package, learnt by
:mod:`baophu.linkage.train`; how common names and dates are is counted in the cards at hand and is no part of the model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import log2
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from baophu.kernel.errors import RequestError

ComparisonName = Literal["name", "birth", "sex", "si", "pid", "place", "hamlet", "home", "parents", "phone"]

LEVELS: dict[ComparisonName, tuple[int, ...]] = {
    "name": (0, 1, 2, 3, 4, 5, 6, 7, 8),
    "birth": (-1, 0, 1, 2, 3, 4, 5, 6, 7),
    "sex": (-1, 0, 1),
    "si": (-1, 0, 1, 2),
    "pid": (-1, 0, 1, 2),
    "place": (-1, 0, 1),
    "hamlet": (-1, 0, 1),
    "home": (-1, 0, 1),
    "parents": (-1, 0, 1, 2, 3, 4),
    "phone": (-1, 0, 1),
}


SHARED_BY_HOME = ("place", "hamlet", "home", "parents", "phone")  # a twin's row shows these as well or ill as one's own
ADAPT_PAIRS = 300.0


def milli_bits(probability: float) -> int:
    """``log2(probability)`` in thousandths of a bit."""
    return round(1000 * log2(probability))


class LevelWeights(BaseModel):
    """Probabilities of one level; for levels whose agreement depends on the value, ``u`` is what counting leaves over."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: int
    m: float = Field(gt=0, le=1)
    u: float = Field(gt=0, le=1)
    twin: float = Field(gt=0, le=1)
    kin: float = Field(gt=0, le=1)


class Model(BaseModel):
    """A matching model as stored in its JSON file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = 1
    name: str
    trained_on: str
    present: float = Field(gt=0, lt=1, description="share of a roster that has a card row, before the data is seen")
    twin_rate: float = Field(gt=0, lt=1, description="how many twins in the registry a child without a row has")
    kin_rate: float = Field(gt=0, description="how many other children of the home in the registry such a child has")
    comparisons: dict[ComparisonName, tuple[LevelWeights, ...]]

    @model_validator(mode="after")
    def check_levels(self) -> Model:
        """Every level of every comparison must be there once."""
        for comparison, levels in LEVELS.items():
            known = [weights.level for weights in self.comparisons.get(comparison, ())]
            if sorted(known) != [level for level in levels if level >= 0]:
                raise ValueError(f"comparison {comparison!r} must have the levels {levels}, not {known}")
        return self

    def adapted(self, counts: Mapping[str, Mapping[int, int]]) -> Model:
        """This model with ``m`` learnt from ``counts`` of levels between rows known to be one person.

        The model itself counts as ``ADAPT_PAIRS`` further pairs, so a short list changes little and no level becomes
        impossible. What a twin's row shows of home and date follows, since it is damaged in the same way.
        """
        return self.model_copy(
            update={
                "comparisons": {c: _adapted(c, levels, counts.get(c, {})) for c, levels in self.comparisons.items()}
            }
        )

    def weights_table(self) -> pa.Table:
        """Weights in thousandths of a bit: one row a (comparison, level); an empty side (-1) weighs nothing."""
        rows: list[tuple[str | int, ...]] = [
            (comparison, w.level, *(milli_bits(p) for p in (w.m, w.u, w.twin, w.kin)))
            for comparison, levels in self.comparisons.items()
            for w in levels
        ]
        rows += [(comparison, -1, 0, 0, 0, 0) for comparison, levels in LEVELS.items() if -1 in levels]
        names = ["comparison", "level", "m", "u", "twin", "kin"]
        types = [pa.string()] + [pa.int32()] * 5
        columns = list(zip(*rows, strict=True))
        return pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=names)


def _adapted(comparison: str, levels: tuple[LevelWeights, ...], seen: Mapping[int, int]) -> tuple[LevelWeights, ...]:
    total = sum(seen.values()) + ADAPT_PAIRS
    before = sum(one.m for one in levels)
    adapted = []
    for one in levels:
        m = (seen.get(one.level, 0) + ADAPT_PAIRS * one.m / before) / total
        change = {"m": m}
        if comparison in SHARED_BY_HOME:
            change |= {"twin": m, "kin": m}
        elif comparison == "birth":
            change |= {"twin": m}
        adapted.append(one.model_copy(update=change))
    return tuple(adapted)


def read_model(path: Path) -> Model:
    """The model in the file ``path``; a faulty file is named with what is wrong in it."""
    try:
        return Model.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            "model_unreadable",
            "Không đọc được mô hình «{path}»: {why}.",
            "Cannot read the model {path}: {why}.",
            path=path,
            why=error,
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RequestError(
            "model_wrong",
            "Mô hình «{path}» sai ở «{where}»: {why}. Huấn luyện lại bằng «baophu linkage train».",
            "The model {path} is wrong at {where}: {why}. Train it again with “baophu linkage train”.",
            path=path,
            where=where,
            why=first["msg"],
        ) from error


def write_model(model: Model, path: Path) -> None:
    """Write ``model`` beside and rename it to ``path``."""
    beside = path.with_suffix(path.suffix + ".tmp")
    beside.write_text(json.dumps(model.model_dump(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


@cache
def common_given_names() -> pa.Table:
    """Given names that many people bear, without marks. *Grain*: one name, column ``given_plain``."""
    text = (resources.files("baophu.linkage") / "given_names.txt").read_text(encoding="utf-8")
    names = {name for line in text.splitlines() if not line.startswith("#") for name in line.split()}
    return pa.table({"given_plain": pa.array(sorted(names), pa.string())})


def default_model() -> Model:
    """The model that ships with the package."""
    text = (resources.files("baophu.linkage") / "model.json").read_text(encoding="utf-8")
    return Model.model_validate_json(text)
