"""What an office fills in for the papers of a campaign: sites, tasks, guests, what a meeting concluded. Checked, never guessed.

A YAML file; every fault is told with its line. Parts that are not filled in are left out or dotted in the papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from baophu.areas.domain import areas_on
from baophu.law.yaml_text import YamlFault, YamlText
from baophu.reports.official.input_faults import input_faults

EXAMPLE = "example"
"""The word that stands for the worked example of March 2021 in place of a file."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
_MOST_PEOPLE = 10_000_000


class _Filled(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(_Filled):
    """A place of the launch: the main one or one linked to it by line. ``area``: code of its area on the first day."""

    name: Words
    kind: Literal["main", "linked"]
    area: str
    seats: int | None = Field(default=None, ge=1, le=_MOST_PEOPLE)
    in_charge: str = ""


class Task(_Filled):
    """Something that a unit does until a day; ``number`` of ``measure`` where it can be counted."""

    what: Words
    unit: Words
    together: str = ""
    deadline: date
    number: int | None = Field(default=None, ge=0, le=_MOST_PEOPLE)
    measure: str = ""


class Goal(_Filled):
    """How many new people an area is to win in the campaign, by scheme."""

    area: str
    voluntary_si: int = Field(ge=0, le=_MOST_PEOPLE)
    health: int = Field(ge=0, le=_MOST_PEOPLE)


class Part(_Filled):
    """A part of a programme."""

    at: Clock
    what: Words
    who: str = ""


class Invitation(_Filled):
    """Whom a meeting invites, when and where."""

    guests: tuple[Words, ...] = Field(min_length=1)
    what: Words
    day: date
    at: Clock
    place: Words
    chair: str = ""
    programme: tuple[Part, ...] = ()
    contact: str = ""


class Present(_Filled):
    """A unit at a meeting: how many were invited, how many came."""

    unit: Words
    invited: int = Field(ge=0, le=_MOST_PEOPLE)
    came: int = Field(ge=0, le=_MOST_PEOPLE)
    note: str = ""


class Conclusion(_Filled):
    """What a meeting concluded, who does it, until when."""

    what: Words
    unit: str = ""
    deadline: date | None = None


class Minutes(_Filled):
    """A meeting as it went."""

    what: Words
    day: date
    began: Clock
    ended: Clock
    place: Words
    chair: Words
    secretary: Words
    present: tuple[Present, ...] = ()
    course: tuple[Words, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()


class CampaignData(_Filled):
    """A campaign as far as it is filled in. ``is_example``: names and numbers are assumed, and the papers say so."""

    is_example: bool = False
    name: Words
    start: date
    end: date
    based_on: tuple[Words, ...] = ()
    purposes: tuple[Words, ...] = ()
    sites: tuple[Site, ...] = ()
    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    money: str = ""
    invitation: Invitation | None = None
    minutes: Minutes | None = None


def campaign_data(source: Path) -> CampaignData:
    """The campaign of a file, or the worked example. *Errors*: ``InputFaults`` with every fault and its line."""
    if str(source) == EXAMPLE:
        text = resources.files(__package__).joinpath("examples", "campaign-2021-03.yaml").read_text(encoding="utf-8")
        return read_campaign(text, "ví dụ")
    try:
        return read_campaign(source.read_text(encoding="utf-8-sig"), source.name)
    except OSError as error:
        raise input_faults(source.name, [f"không đọc được tệp ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise input_faults(source.name, ["không phải UTF-8"]) from error


def read_campaign(source: str, name: str) -> CampaignData:
    """The campaign of a YAML text; ``name`` is the file's name in the refusal."""
    try:
        text = YamlText(source)
        data = CampaignData.model_validate(text.data or {})
    except YamlFault as error:
        raise input_faults(name, [f"dòng {error.line}: {error.said.vi}"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise input_faults(name, [f"dòng {mark.line + 1 if mark else 1}: không đúng dạng YAML"]) from error
    except ValidationError as error:
        raise input_faults(name, [_told(text, one) for one in error.errors(include_url=False)]) from error
    faults = [f"dòng {text.line(place)}: {_where(place)}: {what}" for place, what in _faults(data)]
    if faults:
        raise input_faults(name, faults)
    return data


_MEANINGS = {
    "missing": "thiếu",
    "extra_forbidden": "không có mục này (chữ có dấu phẩy thì đặt trong ngoặc kép)",
    "invalid_key": "tên mục phải là chữ",
    "literal_error": "phải là main (điểm cầu chính) hoặc linked (điểm cầu trực tuyến)",
    "string_too_short": "để trống",
    "string_type": "phải là chữ (số thì đặt trong dấu ngoặc kép)",
    "string_pattern_mismatch": "phải là giờ, viết như \"07:30\"",
    "greater_than_equal": "nhỏ quá",
    "less_than_equal": "lớn quá",
    "too_short": "cần ít nhất một dòng",
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "không phải là ngày, viết như 2021-03-13"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "không phải là số nguyên"),
    **dict.fromkeys(("model_type", "tuple_type", "bool_type"), "sai cấu trúc"),
}  # fmt: skip


def _told(text: YamlText, error: Any) -> str:
    place = list(error["loc"])
    return f"dòng {text.line(place)}: {_where(place) or 'tệp'}: {_MEANINGS.get(error['type'], error['msg'])}"


def _where(place: list[str | int]) -> str:
    """A place in words, parts of a list counted from 1."""
    return " → ".join(str(step + 1) if isinstance(step, int) else step for step in place)


def _faults(data: CampaignData) -> Iterator[tuple[list[str | int], str]]:
    """What is wrong between parts that are each well formed."""
    if data.end < data.start:
        yield ["end"], f"ngày kết thúc {data.end:%d/%m/%Y} trước ngày bắt đầu {data.start:%d/%m/%Y}"
    yield from _area_faults(data, "sites", [site.area for site in data.sites])
    yield from _area_faults(data, "goals", [goal.area for goal in data.goals])
    mains = [number for number, site in enumerate(data.sites) if site.kind == "main"]
    if data.sites and len(mains) != 1:
        yield ["sites"], f"phải có đúng một điểm cầu chính, đang có {len(mains)}"
    for number, task in enumerate(data.tasks):
        if task.number is not None and not task.measure:
            yield ["tasks", number, "number"], "có số thì phải ghi đơn vị tính ở measure"
        if task.deadline.year not in range(data.start.year - 1, data.end.year + 2):
            yield ["tasks", number, "deadline"], f"ngày {task.deadline:%d/%m/%Y} quá xa chiến dịch"
    if data.minutes:
        yield from _minutes_faults(data.minutes)


def _area_faults(data: CampaignData, key: str, codes: list[str]) -> Iterable[tuple[list[str | int], str]]:
    known = {area.code for area in areas_on(data.start)}
    for number, code in enumerate(codes):
        if code not in known:
            yield [key, number, "area"], f"không có đơn vị hành chính mã “{code}” vào ngày {data.start:%d/%m/%Y}"
        if code in codes[:number]:
            yield [key, number, "area"], f"đơn vị hành chính {code} đứng hai lần"


def _minutes_faults(minutes: Minutes) -> Iterable[tuple[list[str | int], str]]:
    if minutes.ended <= minutes.began:
        yield ["minutes", "ended"], f"kết thúc lúc {minutes.ended} không sau lúc bắt đầu {minutes.began}"
    for number, unit in enumerate(minutes.present):
        if unit.came > unit.invited:
            yield ["minutes", "present", number, "came"], f"có mặt {unit.came} nhiều hơn số mời {unit.invited}"
