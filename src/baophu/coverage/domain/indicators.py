"""What every figure of coverage means: reviewed definitions, loaded and checked like data, every fault at once.

The text is ``coverage/indicators.yaml``, written to be read by the person who owns the figure; the command shows it
beside the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal, cast, get_args

from baophu.coverage.domain.schemes import SCHEME_BY_CODE
from baophu.law.said import Said
from baophu.law.yaml_text import YamlText

IndicatorKind = Literal["people", "change", "percent", "points"]
_TEXTS = ("name", "numerator", "who", "source", "owner")
_KEYS = {*_TEXTS, "denominator", "kind", "step", "adds", "reviewed"}


class IndicatorFaults(ValueError):
    """The definitions are not fit for use: our own fault, since they ship with the programme. ``faults``: all of them."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One definition; ``adds`` are the people indicators that make it up, ``denominator`` is None for plain numbers."""

    id: str
    name: Said
    kind: IndicatorKind
    step: str
    adds: tuple[str, ...]
    numerator: Said
    denominator: Said | None
    who: Said
    source: Said
    owner: Said
    reviewed: date


@cache
def indicators() -> Mapping[str, Indicator]:
    """All definitions by id, in the order in which they are shown; :class:`IndicatorFaults` where they are wrong."""
    return read_indicators((resources.files("baophu.coverage") / "indicators.yaml").read_text(encoding="utf-8"))


def read_indicators(text: str) -> Mapping[str, Indicator]:
    """The definitions of a YAML text. Raises :class:`IndicatorFaults` with every fault, ``yaml.YAMLError`` for no YAML."""
    records = YamlText(text).data["indicators"]
    faults = [f"{id}: {fault}" for id, record in records.items() for fault in _faults(id, record, records)]
    if faults:
        raise IndicatorFaults(faults)
    return {id: _indicator(id, record) for id, record in records.items()}


def added_up(counts: Mapping[str, int]) -> dict[str, int]:
    """The indicators that add schemes up, of people by scheme; left out where one of their schemes was not counted."""
    totals = [one for one in indicators().values() if one.adds]
    return {
        one.id: sum(counts[scheme] for scheme in one.adds) for one in totals if all(part in counts for part in one.adds)
    }


def changes() -> tuple[str, ...]:
    """The ids of what may become of a person between two days, in the order in which they are shown."""
    return tuple(one.id for one in indicators().values() if one.kind == "change")


def _faults(id: str, record: Mapping[str, Any], records: Mapping[str, Any]) -> list[str]:
    found = [f"{key} is not a known key" for key in record if key not in _KEYS]
    found += [f"{key} lacks its text in both languages" for key in _TEXTS if not _is_said(record.get(key))]
    if record.get("kind") not in get_args(IndicatorKind):
        found.append(f"kind {record.get('kind')} is none of {', '.join(get_args(IndicatorKind))}")
    if (record.get("kind") == "percent") != _is_said(record.get("denominator")):
        found.append("a percentage has a denominator, and nothing else has one")
    if not record.get("step"):
        found.append("step is missing")
    if not isinstance(record.get("reviewed"), date):
        found.append("reviewed is no date")
    for part in record.get("adds", ()):
        if part not in SCHEME_BY_CODE or part not in records:
            found.append(f"adds {part}, which is no scheme with a definition")
    if record.get("kind") == "people" and id not in SCHEME_BY_CODE and not record.get("adds"):
        found.append("counts people of no scheme")
    return found


def _is_said(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"vi", "en"} and all(str(text).strip() for text in value.values())


def _said(value: Mapping[str, str]) -> Said:
    return Said(str(value["vi"]), str(value["en"]))


def _indicator(id: str, record: Mapping[str, Any]) -> Indicator:
    texts = {key: _said(record[key]) for key in _TEXTS}
    return Indicator(
        id=id,
        kind=cast(IndicatorKind, record["kind"]),
        step=record["step"],
        adds=tuple(record.get("adds", ())),
        denominator=_said(record["denominator"]) if "denominator" in record else None,
        reviewed=record["reviewed"],
        **texts,
    )
