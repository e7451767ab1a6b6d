"""Gives each column of a sheet its field: by header, by values where the header is not enough, by ``--map`` before all.

Two filled columns for one field are an error that names both; a second, empty one is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from baophu.intake.layout.headers import is_order_header
from baophu.intake.layout.shapes import Column, HeaderBlock, column_letters
from baophu.kernel.fields import match_header
from baophu.kernel.identifiers import looks_like_personal_id, normalise_personal_id
from baophu.kernel.text import header_key

Values = Callable[[int], Sequence[str]]

_LIKE_IDENTITY = ("personal_id", "pupil_code")
_USUAL = {
    "facility": ("macosokcb", "mabenhvien", "makcb", "mabv", "sokcb", "tencosokcb", "noidangkykcb", "noikcb"),
    "personal_id": ("socccd", "cccd", "sodinhdanh", "sodinhdanhcanhan", "socmnd", "cmnd"),
    "commune_code": ("maxa", "xahk", "xalh"),
    "address": ("diachi", "diachinn", "diachihk", "diachithuongtru", "hokhauthuongtru", "choohiennay", "choo"),
}
_ONE_WORD = re.compile(r"^[^\W\d_]+$")


class TwoColumns(Exception):
    """Two filled columns claim one field; the caller adds file and sheet and raises the foreseen error."""

    def __init__(self, field: str, first: str, second: str) -> None:
        self.field, self.first, self.second = field, first, second
        super().__init__(field, first, second)


def assign_columns(
    block: HeaderBlock, *, values: Values, is_filled: Callable[[int], bool], mapping: Mapping[str, str]
) -> tuple[tuple[Column, ...], list[str]]:
    """The columns of a sheet with their fields, and what was decided that the user should see.

    ``values(column)`` gives a sample of the cells below the header,
    ``is_filled(column)`` says whether any cell below it holds something.

    ``mapping`` is field → header as the user said. Errors: :class:`TwoColumns`.
    """
    fields = dict(block.fields)
    _split_pupil_code(block, fields, values)
    _split_unheaded_name(block, fields, values)
    _settle_lone_given_name(fields, values)
    _settle_year_mark(block, fields)
    _settle_sex_pair(block, fields)
    _apply_mapping(block, fields, mapping)
    notes = _prefer_usual(block, fields, is_filled)
    _drop_empty_doubles(fields, is_filled)
    _check_single(block, fields)
    columns = tuple(
        Column(index=index, header=block.header(index), field=fields.get(index)) for index in range(len(block.levels))
    )
    return columns, notes


def header_matches(header: str, wanted: str) -> bool:
    """Whether a joined header is the one a person named: the whole, or its lowest level."""
    key = header_key(wanted)
    return bool(key) and key in {header_key(header), header_key(header.split(" / ")[-1])}


def order_column(block: HeaderBlock) -> int | None:
    """The column of running numbers, if there is one."""
    return next((i for i, texts in enumerate(block.levels) if texts and any(map(is_order_header, texts))), None)


def _apply_mapping(block: HeaderBlock, fields: dict[int, str], mapping: Mapping[str, str]) -> None:
    for field, wanted in mapping.items():
        found = [i for i in range(len(block.levels)) if block.levels[i] and header_matches(block.header(i), wanted)]
        if not found:
            continue
        exact = [i for i in found if header_key(block.header(i)) == header_key(wanted)]
        chosen = (exact or found)[0]
        for column in [column for column, name in fields.items() if name == field]:
            del fields[column]
        fields[chosen] = field


def _share(values: Sequence[str], matches: Callable[[str], bool]) -> float:
    filled = [value.strip() for value in values if value.strip()]
    return sum(map(matches, filled)) / len(filled) if filled else 0.0


def _split_pupil_code(block: HeaderBlock, fields: dict[int, str], values: Values) -> None:
    """A "mã định danh" whose values are no identity numbers is the pupil's code; so the reverse."""
    for column, name in list(fields.items()):
        sample = [value for value in values(column) if value.strip()] if name in _LIKE_IDENTITY else []
        if not sample:
            continue
        is_identity = looks_like_personal_id(sample)
        has_digits_of_one = _share(sample, lambda value: normalise_personal_id(value) is not None) > 0.3
        could_be_either = "pupil_code" in match_header(block.header(column))
        is_wrong = not is_identity if could_be_either else not has_digits_of_one
        if name == "personal_id" and is_wrong and "pupil_code" not in fields.values():
            fields[column] = "pupil_code"
        elif name == "pupil_code" and is_identity and "personal_id" not in fields.values():
            fields[column] = "personal_id"


def _split_unheaded_name(block: HeaderBlock, fields: dict[int, str], values: Values) -> None:
    """ "Họ và tên" merged over two columns: family and middle names left, given name right."""
    for column, name in list(fields.items()):
        right = column + 1
        if name != "full_name" or right >= len(block.levels):
            continue
        has_own_header = bool(block.levels[right]) and block.levels[right] != block.levels[column]
        if has_own_header or "last_name" in fields.values():
            continue
        if _share(values(right), lambda value: bool(_ONE_WORD.match(value))) > 0.8:
            fields[column], fields[right] = "last_name", "first_name"
            return


def _settle_lone_given_name(fields: dict[int, str], values: Values) -> None:
    """A column "Tên" without a "Họ" beside it holds the whole name."""
    names = set(fields.values())
    if names & {"full_name", "last_name"}:
        return
    for column, name in list(fields.items()):
        if name == "first_name" and _share(values(column), lambda value: " " in value) > 0.5:
            fields[column] = "full_name"


def _settle_year_mark(block: HeaderBlock, fields: dict[int, str]) -> None:
    """The exchange layout's NAMSINH beside NGAYSINH marks that only the year is known."""
    claims = [column for column, name in fields.items() if name in ("birth_date", "birth_year")]
    if {"birth_day", "birth_month"} & set(fields.values()):
        return
    keys = {column: header_key(block.levels[column][-1]) for column in claims}
    if len(claims) == 2 and set(keys.values()) == {"ngaysinh", "namsinh"}:
        year = next(column for column in claims if keys[column] == "namsinh")
        fields[year] = "birth_year_only"


def _settle_sex_pair(block: HeaderBlock, fields: dict[int, str]) -> None:
    """Two columns Nam and Nữ, a mark in one of them."""
    claims = {header_key(block.levels[column][-1]): column for column, name in fields.items() if name == "sex"}
    if set(claims) == {"nam", "nu"}:
        fields[claims["nam"]], fields[claims["nu"]] = "sex_male", "sex_female"


def _prefer_usual(block: HeaderBlock, fields: dict[int, str], is_filled: Callable[[int], bool]) -> list[str]:
    """Doubles that official layouts have on purpose (code and name of a place, two addresses): which one is used.

    Returns a sentence for each, so that the choice is seen.
    """
    notes = []
    for field, keys in _USUAL.items():
        claims = [column for column, name in fields.items() if name == field and is_filled(column)]
        of_key = {header_key(block.levels[column][-1]): column for column in claims}
        chosen = next((of_key[key] for key in keys if key in of_key), None)
        if len(claims) < 2 or chosen is None or not set(of_key) <= set(keys):
            continue
        for column in claims:
            if column != chosen:
                del fields[column]
        others = ", ".join(f"“{block.header(column)}”" for column in claims if column != chosen)
        notes.append(f"Dùng cột “{block.header(chosen)}”, không dùng {others}.")
    return notes


def _drop_empty_doubles(fields: dict[int, str], is_filled: Callable[[int], bool]) -> None:
    for name in set(fields.values()):
        claims = [column for column, field in fields.items() if field == name]
        if len(claims) > 1:
            filled = [column for column in claims if is_filled(column)]
            keep = filled or claims[:1]
            for column in claims:
                if column not in keep:
                    del fields[column]


def _place(block: HeaderBlock, column: int) -> str:
    return f"{column_letters(column + 1)}: {block.header(column)}"


def _check_single(block: HeaderBlock, fields: Mapping[int, str]) -> None:
    first_of: dict[str, int] = {}
    for column in sorted(fields):
        name = fields[column]
        if name in first_of:
            raise TwoColumns(name, _place(block, first_of[name]), _place(block, column))
        first_of[name] = column
