"""Finds the header block of a sheet: one to three rows, merged or split, under a title block of any height."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from baophu.intake.layout.people import reads_as_person
from baophu.intake.layout.shapes import HeaderBlock
from baophu.kernel.text import header_key

Match = Callable[[str], str | None]
Needed = Callable[[Collection[str]], bool]
Row = Sequence[str]
_Rank = tuple[bool, int, int, int]

_MOST_LEVELS = 3
_DATA_LIKE = re.compile(r"^\s*(\d+(?:\.0)?\s*$|\d{3,}.*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*)$", re.S)
_MARK = re.compile(r"^\(?\s*([A-Za-zĐđ]|\d{1,2})\s*\)?$|^\(?\d{1,2}\)?\s*=.*$|^\(?\d{1,2}[a-z]\)?$")
_SURE_HINT = re.compile(
    r"^\((?!.*\d{4}).*\)$|^\[(?!.*\d{4}).*\]$|^(?:d{1,2}|ngày|ng)\s*[-/.]\s*(?:m{1,2}|tháng|th)\s*[-/.]\s*(?:y+|n+|năm)$",
    re.I | re.S,
)
_HINT = re.compile(
    _SURE_HINT.pattern + r"|^(?:nam\s*[/,-]\s*nữ|x|đồng|vnđ|tháng|người|ghi .*)$", re.IGNORECASE | re.DOTALL
)
_MACHINE = re.compile(r"^[A-Za-z][A-Za-z0-9_()]*$")
ORDER_KEYS = frozenset({"stt", "tt", "sott", "sothutu", "no"})
_PARENTS = {
    "cha": "father",
    "bo": "father",
    "me": "mother",
    "giamho": "guardian",
    "phuhuynh": "guardian",
    "chuho": "head",
}
_TOTALS = frozenset({"tongso", "tong", "tongcong", "cong"})
_ELSEWHERE = ("khaisinh", "noisinh", "quequan", "nguyenquan", "hokhau")


def is_order_header(text: str) -> bool:
    """Whether a header is the running number's (STT, TT)."""
    return header_key(text) in ORDER_KEYS


def is_marks_row(row: Row) -> bool:
    """Whether a row only numbers the columns: A, B, 1 … 15, or (1) (2) (3)."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 2 or not all(_MARK.match(cell) for cell in cells):
        return False
    numbers = [int(found[0]) for cell in cells if (found := re.findall(r"\d+", cell))]
    return numbers == sorted(numbers) and len(set(numbers)) == len(numbers)


def is_hints_row(row: Row) -> bool:
    """Whether a row only says how the columns above are filled in: (ghi chữ in hoa), (dd/mm/yyyy), (đồng)."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return bool(cells) and all(_HINT.match(cell) for cell in cells) and any(_SURE_HINT.match(cell) for cell in cells)


def find_header(rows: Sequence[Row], *, match: Match, needed: Needed) -> HeaderBlock | None:
    """The header block among the first rows of a sheet, or None where nothing looks like one.

    The best one, but never one with people above it who have a good enough header of their own.
    ``needed`` says whether a set of fields has what every row of this kind of list must have.
    """
    best = _best_header(rows, match, needed)
    while best is not None:
        earlier = _best_header(rows[: best.first], match, needed)
        if earlier is None or not needed(set(earlier.fields.values())) or not _has_data(rows, earlier, best.first):
            break
        best = earlier
    return None if best is None else _extended(rows, best, match)


def header_at(rows: Sequence[Row], *, match: Match, needed: Needed) -> HeaderBlock | None:
    """The header block that begins with the first of these rows, if one does; ``needed`` as in :func:`find_header`."""
    ranked = list(_ranked_at(rows, 0, match, needed))
    return _extended(rows, max(ranked, key=lambda pair: pair[0])[1], match) if ranked else None


def is_header_row(row: Row, *, match: Match, keys: Collection[str]) -> bool:
    """Whether a row among the data heads another table: its cells are headers, one of them a field of ``keys``."""
    if not _can_be_header(row):
        return False
    cells = [cell.strip() for cell in row if cell.strip()]
    fields = [match(cell) for cell in cells]
    orders = sum(map(is_order_header, cells))
    known = orders + sum(field is not None for field in fields)
    return known >= 2 and known >= 0.5 * len(cells) and (orders > 0 or any(field in keys for field in fields))


def _best_header(rows: Sequence[Row], match: Match, needed: Needed) -> HeaderBlock | None:
    best: tuple[_Rank, HeaderBlock] | None = None
    for first in range(len(rows)):
        for rank, block in _ranked_at(rows, first, match, needed):
            if best is None or rank > best[0]:
                best = (rank, block)
    return best[1] if best is not None and (best[0][0] or best[0][1] >= 2) else None


def _ranked_at(rows: Sequence[Row], first: int, match: Match, needed: Needed) -> Iterator[tuple[_Rank, HeaderBlock]]:
    for size in range(1, _MOST_LEVELS + 1):
        if first + size > len(rows) or not _can_be_header(rows[first + size - 1]):
            break
        if size > 1 and not _hangs_under(rows[first + size - 1], rows[first + size - 2]):
            break
        block = _block(rows, first, size, match)
        fields = set(block.fields.values())
        if fields:
            has_order = any(texts and is_order_header(texts[-1]) for texts in block.levels)
            yield (needed(fields), len(fields) + has_order, -size, -first), block


def _has_data(rows: Sequence[Row], header: HeaderBlock, until: int) -> bool:
    """Whether people, or rows of numbers, stand between a header and a later row."""
    between = [[cell for cell in row if cell.strip()] for row in rows[header.after : until] if not is_marks_row(row)]
    return any(
        len(cells) >= 2 and any(_DATA_LIKE.match(cell) or reads_as_person(cell) for cell in cells) for cells in between
    )


def _can_be_header(row: Row) -> bool:
    cells = [cell for cell in row if cell.strip()]
    return bool(cells) and not any(_DATA_LIKE.match(cell) for cell in cells) and not is_marks_row(row)


def _hangs_under(lower: Row, upper: Row) -> bool:
    """Whether a row can be a lower level of a header: most cells stand under gaps or spans of the row above."""
    cells = [column for column in range(len(lower)) if _cell(lower, column)]
    free = [column for column in cells if not _cell(upper, column) or not _cell(upper, column + 1)]
    return len(free) > 0.5 * len(cells)


def _block(rows: Sequence[Row], first: int, size: int, match: Match) -> HeaderBlock:
    width = max(len(row) for row in rows[first : first + size])
    grid = [[_cell(row, column) for column in range(width)] for row in rows[first : first + size]]
    spans = _fill_spans(grid)
    levels: list[tuple[str, ...]] = []
    shared: list[tuple[bool, ...]] = []
    for column in range(width):
        texts = [(grid[level][column], spans[level][column]) for level in range(size) if grid[level][column]]
        kept = [pair for place, pair in enumerate(texts) if place == 0 or pair[0] != texts[place - 1][0]]
        levels.append(tuple(text for text, _ in kept))
        shared.append(tuple(is_shared for _, is_shared in kept))
    fields = {column: name for column in range(width) if (name := _field_of(levels, shared, column, match)) is not None}
    return HeaderBlock(first=first, after=first + size, levels=tuple(levels), is_shared=tuple(shared), fields=fields)


def _cell(row: Row, column: int) -> str:
    return " ".join(row[column].split()) if column < len(row) else ""


def _fill_spans(grid: list[list[str]]) -> list[list[bool]]:
    """Carry a merged upper header over the columns below it; the flags of cells that belong to a wider span."""
    size, width = len(grid), len(grid[0])
    shared = [[False] * width for _ in range(size)]
    for level in range(size - 1):
        source = -1
        for column in range(width):
            if grid[level][column]:
                source = column
                continue
            has_lower = any(grid[lower][column] for lower in range(level + 1, size))
            is_under_same = all(grid[upper][column] == grid[upper][source] for upper in range(level))
            source_has_lower = source >= 0 and any(grid[lower][source] for lower in range(level + 1, size))
            if source >= 0 and has_lower and source_has_lower and is_under_same:
                grid[level][column] = grid[level][source]
                shared[level][column] = shared[level][source] = True
            else:
                source = -1
    return shared


def _field_of(
    levels: Sequence[tuple[str, ...]], shared: Sequence[tuple[bool, ...]], column: int, match: Match
) -> str | None:
    texts = levels[column]
    if not texts or is_order_header(texts[-1]):
        return None
    if len(texts) == 1:
        return match(texts[0])
    special = _under_parent(levels, column, match)
    if special is not None:
        return special or None
    leaf = match(texts[-1])
    if leaf is not None:
        return leaf
    joined, upper = match(" ".join(texts)), match(texts[0])
    if not any(shared[column]) or joined != upper:
        return joined or upper
    # Several columns under one header that is a field: the total is it, the parts are not.
    return upper if header_key(texts[-1]) in _TOTALS else None


def _under_parent(levels: Sequence[tuple[str, ...]], column: int, match: Match) -> str | None:
    """The field that an upper header settles; "" when it settles that there is none; None when it says nothing."""
    upper, leaf = " ".join(levels[column][:-1]), levels[column][-1]
    key, leaf_key = header_key(upper), header_key(leaf)
    if any(place in key for place in _ELSEWHERE):
        return ""
    if match(upper) == "birth_date":
        siblings = {header_key(other[-1]) for other in levels if other and other[:-1] == levels[column][:-1]}
        return _part_of_birth(leaf, leaf_key, siblings)
    leaf_field = match(leaf)
    for word, name in _PARENTS.items():
        if key.endswith(word) or key.startswith(word):
            if leaf_field == "full_name":
                return name
            return "phone" if leaf_field == "phone" else ""
    return None


def _part_of_birth(leaf: str, key: str, siblings: set[str]) -> str:
    if key in ("nu",):
        return "birth_date_female"
    if key == "nam":
        is_year = "ă" in leaf.lower() or ("thang" in siblings and "nu" not in siblings)
        return "birth_year" if is_year else "birth_date_male"
    return {"ngay": "birth_day", "thang": "birth_month"}.get(key, "birth_date")


def _extended(rows: Sequence[Row], block: HeaderBlock, match: Match) -> HeaderBlock:
    """The block with the rows under it that still belong to the header: leaves without a field, machine names."""
    while block.after < len(rows) and block.after - block.first < _MOST_LEVELS + 1:
        row = rows[block.after]
        if is_marks_row(row):
            break
        if _is_machine_row(row):
            merged = _block(rows, block.first, block.after - block.first + 1, match)
            fields = {**merged.fields, **block.fields}
        elif _fills_gaps_only(rows, block, row):
            merged = _block(rows, block.first, block.after - block.first + 1, match)
            fields = dict(merged.fields)
        else:
            break
        block = HeaderBlock(
            first=block.first,
            after=block.after + 1,
            levels=merged.levels,
            is_shared=merged.is_shared,
            fields=fields,
        )
    return block


def _is_machine_row(row: Row) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    matching = [cell for cell in cells if _MACHINE.match(cell)]
    return len(cells) >= 5 and len(matching) >= 0.9 * len(cells) and any(len(cell) > 5 for cell in cells)


def _fills_gaps_only(rows: Sequence[Row], block: HeaderBlock, row: Row) -> bool:
    cells = [(column, cell) for column, cell in enumerate(row) if cell.strip()]
    if not cells or not _can_be_header(row) or any(is_order_header(text) for _, text in cells):
        return False
    settled = {column for column in block.fields if column < len(block.levels)}
    ordered = {column for column, texts in enumerate(block.levels) if texts and is_order_header(texts[-1])}
    last = rows[block.after - 1]
    if any(column in settled | ordered for column, _ in cells) or (cells[0][0] == 0 and len(cells) == 1):
        return False
    return all(not _cell(last, column) or not _cell(last, column + 1) for column, _ in cells)
