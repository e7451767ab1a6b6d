"""What must hold across the files of the law: every text is held, every series is whole, nothing is uncited.

:func:`check_all` notes every fault it finds with its file and line; it raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from baophu.law.parameters import Unit
from baophu.law.records import CitedRecord, FollowsRecord, LawFile, SeriesRecord, ValueRecord
from baophu.law.request import GROUPS, HIGHEST_MONTHLY_RETURN
from baophu.law.said import Said, say
from baophu.law.schemes import SCHEMES
from baophu.law.yaml_text import YamlText

LOCAL_PREFIX = "local."
_WHOLE: tuple[Unit, ...] = ("VND", "VND/month", "months", "years", "days")
_DAY = timedelta(days=1)
Place = list[str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file that has the right shape."""

    name: str
    text: YamlText
    record: LawFile
    is_built_in: bool


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """One value and where it stands."""

    file: ReadFile
    place: Place
    record: ValueRecord


@dataclass(slots=True)
class Reading:
    """The files read so far, and every fault found on the way."""

    files: list[ReadFile] = field(default_factory=list)
    faults: list[Said] = field(default_factory=list)

    def fault(self, file: str, line: int, what: Said) -> None:
        """Note a fault at a line of a file."""
        self.faults.append(Said(f"{file}, dòng {line}: {what.vi}.", f"{file}, line {line}: {what.en}."))

    def at(self, file: ReadFile, place: Place, what: Said) -> None:
        """Note a fault at a place of a file."""
        self.fault(file.name, file.text.line(place), what)


def check_all(reading: Reading) -> None:
    """Note every fault of texts, citations and series."""
    _check_texts(reading)
    series: dict[str, list[PlacedValue]] = {}
    heads: dict[str, tuple[ReadFile, SeriesRecord]] = {}
    followers: dict[str, tuple[ReadFile, FollowsRecord]] = {}
    for file in reading.files:
        _check_open_points(reading, file)
        for id, record in file.record.parameters.items():
            _check_citations(reading, file, id, record)
            if isinstance(record, FollowsRecord):
                _check_follower(reading, file, id, record, followers)
                continue
            _check_place(reading, file, id, record, heads)
            heads.setdefault(id, (file, record))
            placed = (PlacedValue(file, ["parameters", id, "values", n], one) for n, one in enumerate(record.values))
            series.setdefault(id, []).extend(placed)
    for id, values in series.items():
        _check_series(reading, id, heads[id][1], values)
    for id, (file, record) in followers.items():
        if record.follows not in heads or id in heads:
            _at_follower(
                reading,
                file,
                id,
                say(
                    "{id} theo {other}: không có {other}, hoặc {id} đã có giá trị riêng",
                    "{id} follows {other}: there is no {other}, or {id} has values of its own",
                    id=id,
                    other=record.follows,
                ),
            )


def _check_texts(reading: Reading) -> None:
    """No text is defined twice, and every cited one is defined."""
    defined: dict[str, str] = {}
    for file in reading.files:
        for id in file.record.texts:
            if id in defined:
                reading.at(
                    file,
                    ["texts", id],
                    say(
                        "văn bản {id} đã khai trong {other}",
                        "text {id} is already defined in {other}",
                        id=id,
                        other=defined[id],
                    ),
                )
            defined.setdefault(id, file.name)
    for file in reading.files:
        for place, id in _cited_texts(file.record):
            if id not in defined:
                reading.at(
                    file,
                    place,
                    say("dẫn văn bản {id} chưa khai trong texts", "cites {id}, which no texts section defines", id=id),
                )


def _cited_texts(file: LawFile) -> Iterable[tuple[Place, str]]:
    for id, record in file.parameters.items():
        for place, cited in _cited_records(id, record):
            yield [*place, "text"], cited.text
        for number, planned in enumerate([] if isinstance(record, FollowsRecord) else record.planned):
            yield ["parameters", id, "planned", number, "stopped_by"], planned.stopped_by


def _cited_records(id: str, record: FollowsRecord | SeriesRecord) -> Iterable[tuple[Place, CitedRecord]]:
    """Every part of a parameter that must be cited, with its place."""
    if isinstance(record, FollowsRecord):
        yield ["parameters", id], record
        return
    for key in ("values", "planned", "announced"):
        for number, one in enumerate(getattr(record, key)):
            yield ["parameters", id, key, number], one


def _check_citations(reading: Reading, file: ReadFile, id: str, record: FollowsRecord | SeriesRecord) -> None:
    """A value that somebody confirmed says where it was read."""
    for place, one in _cited_records(id, record):
        if one.status != "unconfirmed" and not one.seen:
            reading.at(
                file,
                place,
                say(
                    "{id} ghi là đã xác nhận ({status}) mà không có nguồn (seen)",
                    "{id} is called confirmed ({status}) but names no source (seen)",
                    id=id,
                    status=one.status,
                ),
            )


def _check_place(
    reading: Reading, file: ReadFile, id: str, record: SeriesRecord, heads: dict[str, tuple[ReadFile, SeriesRecord]]
) -> None:
    """A series stands in one file; a second one may only fill its gaps, and an office's file only add local support."""
    head = heads.get(id)
    _check_local_id(reading, file, id, record)
    if head is None:
        if not file.is_built_in and not id.startswith(LOCAL_PREFIX):
            reading.at(
                file,
                ["parameters", id],
                say(
                    "{id}: tệp của cơ quan chỉ được thêm hỗ trợ của địa phương (local.…) hoặc bổ sung chuỗi còn thiếu năm",
                    "{id}: an office's file may only add local support (local.…) or fill a series with gaps",
                    id=id,
                ),
            )
        return
    if head[1].gaps is None:
        reading.at(
            file,
            ["parameters", id],
            say("{id} đã có trong {other}", "{id} is already in {other}", id=id, other=head[0].name),
        )
    elif head[1].unit != record.unit:
        reading.at(
            file,
            ["parameters", id, "unit"],
            say("{id} có đơn vị {unit}", "{id} has the unit {unit}", id=id, unit=head[1].unit),
        )


def _check_local_id(reading: Reading, file: ReadFile, id: str, record: SeriesRecord) -> None:
    """Local support is looked up as local.<area code>.<scheme>, for voluntary SI with the group: a typo finds nothing."""
    if not id.startswith(LOCAL_PREFIX):
        return
    if record.unit != "share":
        what = say(
            "{id}: đơn vị phải là share (phần của mức đóng)", "{id}: the unit must be share (of the basis)", id=id
        )
        reading.at(file, ["parameters", id, "unit"], what)
    _, area, *rest = id.split(".")
    known = [one.id for one in SCHEMES.values() if "local_share" in one.options and one.id != "voluntary_si.refund"]
    known = [*(one for one in known if one != "voluntary_si"), *(f"voluntary_si.{group}" for group in GROUPS)]
    if not area.isdecimal() or ".".join(rest) not in known:
        reading.at(
            file,
            ["parameters", id],
            say(
                "{id}: viết local.<mã địa bàn>.<loại hình>, loại hình là một trong {known}",
                "{id}: write local.<area code>.<scheme>, the scheme one of {known}",
                id=id,
                known=", ".join(known),
            ),
        )


def _check_series(reading: Reading, id: str, head: SeriesRecord, values: list[PlacedValue]) -> None:
    """Values fit their unit, days run forward, none overlaps the one before, and only a stated gap is a gap."""
    for one in values:
        _check_value(reading, id, head.unit, one)
    ordered = sorted(values, key=lambda one: one.record.start)
    for before, after in pairwise(ordered):
        last, start = before.record.last, after.record.start
        if last is None or last >= start:
            _at_value(
                reading,
                after,
                say(
                    "{id}: giá trị từ {start} chồng lên giá trị từ {other}",
                    "{id}: the value from {start} overlaps the one from {other}",
                    id=id,
                    start=start,
                    other=before.record.start,
                ),
            )
        elif start - last > _DAY and head.gaps is None:
            _at_value(
                reading,
                after,
                say(
                    "{id}: không có giá trị từ {start} đến {last}",
                    "{id}: no value from {start} to {last}",
                    id=id,
                    start=last + _DAY,
                    last=start - _DAY,
                ),
            )


def _check_value(reading: Reading, id: str, unit: Unit, one: PlacedValue) -> None:
    value, record = one.record.value, one.record
    faults: list[tuple[Callable[[], bool], Said]] = [
        (
            lambda: record.last is not None and record.last < record.start,
            Said("ngày cuối đứng trước ngày đầu", "the last day is before the first"),
        ),
        (lambda: unit in _WHOLE and not isinstance(value, int), Said("phải là số nguyên", "must be a whole number")),
        (lambda: unit.startswith("share") and not 0 <= value <= 1, Said("phải từ 0 đến 1", "must be from 0 to 1")),
        (
            lambda: unit == "share/month" and value > HIGHEST_MONTHLY_RETURN,
            Said("tỷ lệ tháng quá cao (0.0031 là 0,31%)", "too high for a monthly rate (0.0031 is 0.31%)"),
        ),
        (lambda: value < 0, Said("không được âm", "must not be negative")),
        (lambda: isinstance(value, Decimal) and not value.is_finite(), Said("không phải là số", "not a number")),
    ]
    for is_wrong, what in faults:
        if is_wrong():
            _at_value(
                reading,
                one,
                say(
                    "{id}: giá trị {value} từ {start}: {what}",
                    "{id}: value {value} from {start}: {what}",
                    id=id,
                    value=f"{value}",
                    start=record.start,
                    what=what,
                ),
            )
            return


def _at_value(reading: Reading, one: PlacedValue, what: Said) -> None:
    reading.at(one.file, one.place, what)


def _check_follower(
    reading: Reading, file: ReadFile, id: str, record: FollowsRecord, held: dict[str, tuple[ReadFile, FollowsRecord]]
) -> None:
    """Only the built-in files say that one parameter follows another, and only once."""
    if not file.is_built_in or id in held:
        what = say(
            "{id}: tệp của cơ quan không được khai follows, và mỗi tham số chỉ khai một lần",
            "{id}: an office's file may not say follows, and a parameter is defined once",
            id=id,
        )
        _at_follower(reading, file, id, what)
        return
    held[id] = (file, record)


def _at_follower(reading: Reading, file: ReadFile, id: str, what: Said) -> None:
    reading.at(file, ["parameters", id, "follows"], what)


def _check_open_points(reading: Reading, file: ReadFile) -> None:
    """What the sources leave open is said by the built-in files alone: no other file can silence a warning."""
    if not file.is_built_in and file.record.open_points:
        what = Said(
            "tệp của cơ quan không được đổi các điểm chưa rõ", "an office's file may not change the open points"
        )
        reading.at(file, ["open_points"], what)
