"""The kinds of list that are taken in: what each must have, and the headers that only it knows.

People's lists use the kernel's fields alone; employers, populations and targets add a few of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from baophu.intake.errors import KindUnknown
from baophu.intake.layout.abbreviations import spelled_out
from baophu.kernel.fields import FIELDS_OF_KIND, FileKind, match_header
from baophu.kernel.legacy import decode_legacy
from baophu.kernel.text import header_key

# The columns that a review adds to a roster; in a roster that comes back they are ours, and are not read.
RESULT_COLUMNS = (
    "row",
    "verdict",
    "card_row",
    "card_number",
    "card_group",
    "card_kind",
    "valid_from",
    "valid_to",
    "score",
    "evidence",
    "candidates",
    "duplicate_of",
)

_AREA_HEADERS = {
    **dict.fromkeys(("ma", "madiaban", "madvhc", "mahuyen", "matinh", "maxa", "areacode", "area"), "area_code"),
    **dict.fromkeys(
        (
            "ten",
            "diaban",
            "tendiaban",
            "donvihanhchinh",
            "tendonvihanhchinh",
            "huyen",
            "huyenthixathanhpho",
            "tinh",
            "diaphuong",
            "areaname",
        ),
        "area_name",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """One kind of list: headers of its own (header key → field), and what a data row of it must have."""

    name: FileKind
    headers: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...]
    needed_vi: str
    needed_en: str

    @property
    def needs_name(self) -> bool:
        """Whether a row without a person's name is rejected."""
        return ("full_name",) in self.needs and len(self.needs) == 1

    def has_needed(self, fields: Collection[str]) -> bool:
        """Whether columns with these fields make a list of this kind."""
        names = set(fields)
        if {"last_name", "first_name"} <= names or ("first_name" in names and names & _BESIDE_A_GIVEN_NAME):
            names.add("full_name")
        return all(names & set(choice) for choice in self.needs)

    def match(self, header: str) -> str | None:
        """The field of a header, in Unicode or in the old fonts; None where it is not recognised."""
        return _match(self.name, header)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field a column of this kind can be mapped to, in the order of the snapshot's columns."""
        return tuple(dict.fromkeys((*FIELDS_OF_KIND[self.name], *self.headers.values())))


_BESIDE_A_GIVEN_NAME = frozenset({"birth_date", "birth_year", "sex", "si_number", "card_number", "class_name"})
_AREA = ("area_code", "area_name", "commune", "commune_code")
_NAME = (("full_name",),)
_NAME_VI, _NAME_EN = "họ và tên", "the full name"

_PEOPLE: tuple[FileKind, ...] = ("roster", "cards", "participants", "households")
KINDS: dict[str, ListKind] = {
    **{name: ListKind(name=name, needs=_NAME, needed_vi=_NAME_VI, needed_en=_NAME_EN) for name in _PEOPLE},
    "employers": ListKind(
        name="employers",
        needs=(("employer_name", "tax_code", "employer_code"),),
        needed_vi="tên đơn vị, mã đơn vị hoặc mã số thuế",
        needed_en="the employer's name, unit code or tax code",
    ),
    "population": ListKind(
        name="population",
        headers=_AREA_HEADERS,
        needs=(_AREA, ("population",)),
        needed_vi="địa bàn và dân số",
        needed_en="the area and its population",
    ),
    "targets": ListKind(
        name="targets",
        headers=_AREA_HEADERS,
        needs=((*_AREA, "school", "school_code", "employer_code"), ("target",)),
        needed_vi="địa bàn (hoặc trường, đơn vị) và chỉ tiêu",
        needed_en="the area (or school, employer) and its target",
    ),
}


def list_kind(name: str) -> ListKind:
    """The kind of list called ``name``; ``KindUnknown`` if there is none."""
    if name not in KINDS:
        raise KindUnknown(kind=name, known=", ".join(KINDS))
    return KINDS[name]


@lru_cache(maxsize=8_192)
def _match(kind: str, header: str) -> str | None:
    known = KINDS[kind]
    for text in dict.fromkeys((header, decode_legacy(header, "TCVN3"), decode_legacy(header, "VNI"))):
        own = known.headers.get(header_key(text))
        found = next((name for name in match_header(text) if name in known.fields), None)
        if found or own:
            return found or own
    whole = spelled_out(header)
    return _match(kind, whole) if whole else None
