"""Whether the parts of a paper add up to its wholes, before anybody signs it: one sentence for each sum that does not.

Districts against the province, communes against their district, for people and for targets; and a number that another
paper prints against ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from baophu.areas.domain import AreaVersion
from baophu.coverage.domain.results import CoverageRow
from baophu.kernel.errors import RequestError
from baophu.kernel.money import format_number
from baophu.reports.document.blocks import Document, Figure, figures
from baophu.reports.official.coverage_facts import SCHEME_CODES, SHORT_NAMES, CoverageFacts, first_row
from baophu.reports.official.figure_ids import read_figure_id
from baophu.reports.official.paper import in_sentence


def faults_of_sums(facts: CoverageFacts) -> tuple[str, ...]:
    """Every sum of areas that does not hold, people first."""
    return tuple(fault for scheme in SCHEME_CODES for fault in _of_scheme(facts, scheme))


def faults_of_sources(facts: CoverageFacts) -> tuple[str, ...]:
    """What the paper lacks: schemes without a row of the area, and extracts that may have forgotten the day."""
    place, own = in_sentence(facts.area.name), [row for row in facts.own if not row.group]
    lacking = dict.fromkeys([*facts.missing, *(row.scheme for row in own if not row.is_received)])
    forgetful = {source.file: -source.age_days for source in facts.sources if source.may_have_forgotten}
    return (
        *(f"{SHORT_NAMES[scheme]}: chưa nhận dữ liệu của {place}." for scheme in lacking),
        *(
            f"Bản trích {file} lấy sau ngày số liệu {days} ngày: các kỳ đã hết có thể không còn, số có thể thấp hơn thật."
            for file, days in forgetful.items()
        ),
    )


def faults_of_printed(document: Document, printed: Mapping[str, int]) -> tuple[str, ...]:
    """Every number given by another paper that ours does not confirm. *Errors*: ``figure_unknown`` for an id it lacks."""
    known: dict[str, Figure] = {}
    for figure in figures(document):
        if figure.id:
            known.setdefault(figure.id, figure)
    for id in printed:
        if id not in known:
            raise figure_unknown(id, tuple(known))
    return tuple(
        f"{_named(id)}: văn bản khác in {format_number(number)}, số đếm được là {_told(known[id])}."
        for id, number in printed.items()
        if known[id].value != number
    )


def figure_unknown(id: str, known: Sequence[str]) -> RequestError:
    """The refusal of a figure that a paper does not state, with some that it does."""
    return RequestError(
        "figure_unknown",
        "Văn bản này không có số “{id}”. Ví dụ có: {known}.",
        "This paper states no figure “{id}”. It states, for example: {known}.",
        id=id,
        known=", ".join(known[:8]),
    )


def _named(id: str) -> str:
    read = read_figure_id(id)
    name = SHORT_NAMES.get(read.scheme) if read and not read.measure and not read.group else None
    return f"{name} (số {id})" if name else f"Số {id}"


def _told(figure: Figure) -> str:
    return "chưa có" if figure.value is None else format_number(int(figure.value))


def _of_scheme(facts: CoverageFacts, scheme: str) -> Iterator[str]:
    whole = facts.own_row(scheme)
    if whole is None:
        return
    unknown = facts.unknown_place.get(scheme, 0)
    if facts.districts:
        yield from _level(whole, _lines(facts.districts, scheme), unknown)
        for district in _lines(facts.districts, scheme):
            inside = _inside(facts.areas, district.area)
            yield from _level(district, [one for one in _lines(facts.communes, scheme) if one.area in inside], 0)
    elif facts.communes:
        yield from _level(whole, _lines(facts.communes, scheme), unknown)


def _lines(rows: Sequence[CoverageRow], scheme: str) -> list[CoverageRow]:
    areas = dict.fromkeys(row.area for row in rows)
    return [row for area in areas if (row := first_row(rows, area, scheme))]


def _inside(areas: Sequence[AreaVersion], parent: str) -> frozenset[str]:
    return frozenset(area.code for area in areas if area.parent_code == parent)


def _level(whole: CoverageRow, parts: Sequence[CoverageRow], unknown: int) -> Iterator[str]:
    if not parts:
        return
    counted = sum(part.participants for part in parts) + unknown
    if counted != whole.participants:
        yield _differs(whole, len(parts), "số người tham gia", counted, whole.participants)
    targets = [part.target.value for part in parts if part.target and part.target.value is not None]
    own = whole.target.value if whole.target else None
    if own is not None and len(targets) == len(parts) and sum(targets) != own:
        yield _differs(whole, len(parts), "chỉ tiêu", sum(targets), own)


def _differs(whole: CoverageRow, count: int, what: str, parts: int, own: int) -> str:
    return (
        f"{SHORT_NAMES[whole.scheme]}, {in_sentence(whole.area_name)}: {what} của {count} đơn vị cộng lại là "
        f"{format_number(parts)}, của cả đơn vị là {format_number(own)} (lệch {format_number(abs(parts - own))})."
    )
