"""What the synthetic province is: its sizes, the damage done to its lists, the files and figures it leaves.

Pure types. :func:`baophu.demo.generate.build` fills them; the tour and the tests read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag, StrEnum
from pathlib import Path

from baophu.kernel.errors import BaoPhuError

YEARBOOK_SERIES = "Niên giám thống kê 2018"
"""The population by which the agency gave its coverage of 2020."""
YEARBOOK_POPULATION = 1_315_900
"""Population of the 2018 statistical yearbook: the synthetic province has exactly as many people."""
CENSUS_POPULATION = 1_199_653
"""Population census of 1 April 2019."""
POPULATION_2020 = 1_195_700
"""Mean population of 2020."""
ROSTER_ROWS = 220_000
"""Lines of the combined class lists at province scale."""
YEAR_END = date(2020, 12, 31)
"""The day the published figures speak of."""
EXTRACT_DATE = date(2021, 3, 13)
"""The day the card registry is extracted, and the campaign opens."""


class UnknownScale(BaoPhuError):
    """A scale that the demo does not know."""

    code = "demo_scale_unknown"
    vi = "Không có quy mô «{scale}». Hãy chọn một trong: commune (một xã), district (một huyện), province (cả tỉnh)."
    en = "There is no scale “{scale}”. Choose one of: commune, district, province."


class Scale(StrEnum):
    """How much of the province is built."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


def scale_of(text: str) -> Scale:
    """The scale called ``text``; raises :class:`UnknownScale`."""
    for scale in Scale:
        if scale.value == text:
            return scale
    raise UnknownScale(scale=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFigures:
    """Distinct people insured on one day, by scheme."""

    compulsory_si: int
    unemployment: int
    voluntary_si: int
    health: int

    def by_scheme(self) -> dict[str, int]:
        """Scheme code → distinct people, in the order the office reports them."""
        return {
            "compulsory_si": self.compulsory_si,
            "unemployment": self.unemployment,
            "voluntary_si": self.voluntary_si,
            "health": self.health,
        }


PUBLISHED = DemoFigures(compulsory_si=65_116, unemployment=57_637, voluntary_si=14_656, health=1_252_098)
"""What the agency published for 31 December 2020, whole province."""
ASSUMED_TARGETS_2020 = DemoFigures(compulsory_si=65_344, unemployment=57_700, voluntary_si=14_400, health=1_252_850)
"""Targets of 2020 inside the intervals that the published percentages allow; assumed values, never published."""


def scaled_count(value: int, *, population: int) -> int:
    """``value`` of the whole province brought to a part with ``population`` people, rounded half up."""
    return (2 * value * population + YEARBOOK_POPULATION) // (2 * YEARBOOK_POPULATION)


def scaled_figures(figures: DemoFigures, *, population: int) -> DemoFigures:
    """All four figures of the whole province brought to a part with ``population`` people."""
    return DemoFigures(
        **{key: scaled_count(value, population=population) for key, value in figures.by_scheme().items()}
    )


class DamageKind(IntFlag):
    """What was done to one roster line; the truth file keeps it, so accuracy can be told by kind."""

    NONE = 0
    TYPO = 1
    TONE = 2
    TELEX = 4
    MIDDLE_MISSING = 8
    NAME_SPELLING = 16
    UNMARKED = 32
    YEAR_ONLY = 64
    DATE_WRONG = 128
    DATE_SWAPPED = 256
    MOVED = 512
    NUMBER_WRONG = 1024
    ZERO_LOST = 2048
    LEGACY_ENCODING = 4096
    DUPLICATE = 8192
    NO_PAPERS = 16384
    SEX_WRONG = 32768
    NO_NUMBER = 65536

    def label(self) -> str:
        """The kinds as lower-case words joined by ``;``, empty when nothing was done."""
        return ";".join(str(kind.name).lower() for kind in DamageKind if kind in self and kind.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Shares of roster lines, or of schools where it says so, that carry each kind of damage.

    The defaults are the usual profile: what class lists of an ordinary province look like.
    """

    typo_share: float = 0.025
    tone_share: float = 0.020
    telex_share: float = 0.004
    middle_missing_share: float = 0.010
    name_spelling_share: float = 0.030
    year_only_share: float = 0.025
    date_wrong_share: float = 0.006
    sex_wrong_share: float = 0.003
    moved_share: float = 0.050
    absent_share: float = 0.070
    expired_share: float = 0.059
    no_papers_share: float = 0.004
    duplicate_share: float = 0.006
    si_number_share: float = 0.60
    si_number_wrong_share: float = 0.0065
    personal_id_share: float = 0.35
    parents_share: float = 0.65
    swapped_schools: float = 0.015
    unmarked_schools: float = 0.050
    legacy_schools: float = 0.050
    registry_noise_share: float = 0.012


USUAL = Damage()
"""Class lists as they usually come."""
HARDER = Damage(
    si_number_share=0.35,
    personal_id_share=0.12,
    parents_share=0.40,
    unmarked_schools=0.14,
    year_only_share=0.06,
    typo_share=0.04,
    moved_share=0.10,
    absent_share=0.10,
)
"""A worse draw: fewer numbers, more schools without marks, more children who moved or never had a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFiles:
    """The files a demo leaves, as an office would have received them."""

    cards: Path
    roster: Path
    participants: Path
    households: Path
    population: Path
    targets: Path
    employers: Path
    schools: tuple[Path, ...]

    def paths(self) -> list[Path]:
        """Every file, in the order of the story."""
        return [
            self.cards,
            self.roster,
            self.participants,
            self.households,
            self.population,
            self.targets,
            self.employers,
            *self.schools,
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTruth:
    """Who is who, kept apart from the files and read only to measure.

    ``cards``: one row a row of the card extract (``row`` from 1, ``person``). ``rosters``: one row a line of each
    roster (``file``, ``row`` from 1, ``person``, ``has_card``, ``covered``, ``damage``).
    """

    cards: Path
    rosters: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorld:
    """What :func:`baophu.demo.generate.build` made.

    ``figures``: distinct people by scheme on 31 December 2020, and ``figures_at_extract`` on 13 March 2021, both
    counted from the rows written. ``expected``: the published figures brought to this population (whole at province
    scale).
    """

    scale: Scale
    seed: int
    area: str
    area_name: str
    files: DemoFiles
    truth: DemoTruth
    figures: DemoFigures
    figures_at_extract: DemoFigures
    expected: DemoFigures
    is_scaled: bool
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
