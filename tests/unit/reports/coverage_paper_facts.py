"""Figures made by hand for the papers about participants: a province of two districts with two communes each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from baophu.areas.domain import AreaVersion, areas_on
from baophu.coverage.domain.populations import Denominator, PopulationOfArea, SeriesOfPopulation
from baophu.coverage.domain.results import CoverageRow, SourceAge
from baophu.coverage.domain.target_words import read_period
from baophu.coverage.domain.targets import TargetInForce, TargetKind, TargetPlace, TargetVersion
from baophu.reports.official.coverage_facts import SCHEME_CODES, CoverageFacts

ON = date(2020, 12, 31)
PEOPLE = {"compulsory_si": 65_116, "unemployment": 57_637, "voluntary_si": 14_656, "health": 1_252_098}
TARGETS = {"compulsory_si": 65_345, "unemployment": 57_700, "voluntary_si": 14_400, "health": 1_252_850}
YEARBOOK = SeriesOfPopulation(
    name="Niên giám thống kê 2018", source="Cục Thống kê", as_of=date(2018, 12, 31), denominator=Denominator.POPULATION
)
CENSUS = replace(YEARBOOK, name="Tổng điều tra 2019", as_of=date(2019, 4, 1))


def area(code: str, name: str, level: str, parent: str = "") -> AreaVersion:
    return AreaVersion(
        code=code, name=name, level=level, parent_code=parent, lon=None, lat=None, weight=1.0, valid_from=date(2016, 1, 1),
        valid_to=None,
    )  # fmt: skip


PROVINCE = area("94", "Tỉnh Sóc Trăng", "province")
DISTRICTS = (area("943", "Huyện Kế Sách", "district", "94"), area("946", "Huyện Long Phú", "district", "94"))
COMMUNES = tuple(
    area(one.code, one.name, "commune", one.parent_code)
    for district in DISTRICTS
    for one in [held for held in areas_on(ON) if held.parent_code == district.code][:2]
)
FIRST = COMMUNES[0].code


def target(scheme: str, code: str, value: int | None, rate: str = "", *, is_assumed: bool = False) -> TargetInForce:
    place = TargetPlace(code=code)
    version = TargetVersion(
        place=place, scheme=scheme, period="2020", issuer="BHXH Việt Nam", kind=TargetKind.ASSIGNED, value=value,
        rate=Decimal(rate) if rate else None, is_assumed=is_assumed, period_from=date(2020, 1, 1),
    )  # fmt: skip
    return TargetInForce(
        place=place, scheme=scheme, card_group="", period="2020", issuer="Thủ tướng Chính phủ" if rate else version.issuer,
        value=value, rate=version.rate, is_assumed=is_assumed, curve=(), period_from=version.period_from, versions=(version,),
    )  # fmt: skip


def row(scheme: str, of: AreaVersion, people: int, wanted: int | None) -> CoverageRow:
    population = PopulationOfArea(series=YEARBOOK, area=of.code, value=1_315_900, is_carried=False)
    is_health = scheme == "health"
    return CoverageRow(
        area=of.code, area_name=of.name, level=of.level, scheme=scheme, group="", participants=people, is_carried=False,
        is_received=True, target=None if wanted is None else target(scheme, of.code, wanted),
        population=population if is_health and of is PROVINCE else None,
        assigned=target(scheme, "94", None, "91") if is_health and of is PROVINCE else None,
    )  # fmt: skip


def split(value: int) -> tuple[int, int]:
    return value // 3, value - value // 3


def facts() -> CoverageFacts:
    """The published figures of 2020; every district and commune adds up."""
    period = read_period("2020")
    assert period is not None
    districts, communes = [], []
    for scheme in SCHEME_CODES:
        halves = zip(DISTRICTS, split(PEOPLE[scheme]), split(TARGETS[scheme]), strict=True)
        for place, (district, people, wanted) in enumerate(halves):
            districts.append(row(scheme, district, people, wanted))
            inside = COMMUNES[2 * place : 2 * place + 2]
            for commune, part, due in zip(inside, split(people), split(wanted), strict=True):
                communes.append(row(scheme, commune, part, due))
    return CoverageFacts(
        period=period, on=ON, area=PROVINCE, province=PROVINCE,
        own=tuple(row(scheme, PROVINCE, PEOPLE[scheme], TARGETS[scheme]) for scheme in SCHEME_CODES),
        districts=tuple(districts), communes=tuple(communes), areas=(PROVINCE, *DISTRICTS, *COMMUNES),
        levels=("district", "commune"), totals={"si_total": 79_772, "insured_total": 1_266_754},
        populations=(
            PopulationOfArea(series=YEARBOOK, area="94", value=1_315_900, is_carried=False),
            PopulationOfArea(series=CENSUS, area="94", value=1_199_653, is_carried=False),
        ),
        sources=(
            SourceAge(snapshot="s1", kind="cards", file="the.csv", as_of=ON, is_as_of_known=True, age_days=0,
                      schemes=("health",)),
        ),
    )  # fmt: skip
