"""A list of some thousand lines and its extract: long enough to be killed in the middle, or to fill a small disk."""

from __future__ import annotations

from pathlib import Path

from small_lists import ROSTER_HEADERS, Card, write_cards, write_lines

_FAMILY = ("Nguyễn", "Trần", "Lê", "Thạch", "Lý", "Kim", "Sơn", "Danh", "Lâm", "Huỳnh", "Quách", "Tăng", "Mã")
_MIDDLE = ("Văn", "Thị", "Hoàng", "Minh", "Ngọc", "Bảo", "Thanh")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Linh", "Mai", "Nam", "Oanh")
_EVERY_NAMELESS, _EVERY_ABSENT, _EVERY_UNNUMBERED = 500, 9, 4


def _child(place: int) -> Card:
    middle = _MIDDLE[place % len(_MIDDLE)]
    name = f"{_FAMILY[place % len(_FAMILY)]} {middle} {_GIVEN[place % len(_GIVEN)]}"
    born = f"{place // 12 % 28 + 1:02d}/{place % 12 + 1:02d}/{2006 + place // 1001 % 8}"
    return Card(si=f"94{place + 1:08d}", name=name, born=born, sex="Nữ" if middle == "Thị" else "Nam", group="HS",
                start="01/01/2021", end="31/12/2021")  # fmt: skip


def write_large_lists(folder: Path, *, lines: int) -> tuple[Path, Path]:
    """A class list of ``lines`` lines (some without a name, a number or a card) and its extract, as CSV."""
    children = [_child(place) for place in range(lines)]
    listed = [
        (str(row), child.name if row % _EVERY_NAMELESS else "", child.born, child.sex,
         child.si if row % _EVERY_UNNUMBERED else "", "Xã Mỹ Hương", "Xóm Lớn", "" if row % 7 else "mới chuyển đến")
        for row, child in enumerate(children, 1)
    ]  # fmt: skip
    held = [child for place, child in enumerate(children) if place % _EVERY_ABSENT]
    roster = write_lines(folder / "danh-sach.csv", "utf8", ROSTER_HEADERS, listed)
    return roster, write_cards(folder, lines=tuple(child.line(row) for row, child in enumerate(held, 1)))
