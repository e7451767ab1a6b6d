"""Names of the clustered draw: Zipf laws whose ranks are shuffled from commune to commune, so fashions are local."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

_KINH_FAMILIES = [
    "Nguyễn", "Trần", "Lê", "Huỳnh", "Phạm", "Võ", "Lâm", "Trương", "Phan", "Đặng", "Lý", "Bùi", "Hồ",
    "Ngô", "Đỗ", "Dương", "Mai", "Đinh", "Hà", "Cao", "Lưu", "Quách", "Tạ", "Đoàn", "Châu", "Thái",
    "Tô", "Trịnh", "Đào", "Hứa", "Hoàng", "Vũ", "Kha", "Lữ", "Ninh", "Bạch", "Viên", "Tống", "Sử",
    "Tiết",
]  # fmt: skip
_KHMER_FAMILIES = [
    "Thạch", "Sơn", "Danh", "Kim", "Lâm", "Lý", "Trần", "Châu",
]  # fmt: skip
_HOA_FAMILIES = [
    "Trần", "Lâm", "Quách", "Tăng", "Lý", "Huỳnh", "Mã", "Vương", "Thái", "Ông", "Khưu", "Diệp", "La",
]  # fmt: skip
_MALE_MIDDLES = [
    "Văn", "Hữu", "Minh", "Hoàng", "Quốc", "Thanh", "Chí", "Nhựt", "Gia", "Trung", "Công", "Phước",
    "Tấn", "Duy", "Bá", "Đức", "Hồng", "Anh", "Thế", "Ngọc", "Khánh", "Vĩnh", "Trường", "Nhật",
]  # fmt: skip
_FEMALE_MIDDLES = [
    "Thị", "Ngọc", "Thị Mỹ", "Thị Kim", "Kim", "Mỹ", "Thị Ngọc", "Huỳnh", "Thanh", "Bảo", "Thị Thanh",
    "Như", "Thị Bích", "Phương", "Cẩm", "Thị Hồng", "Tuyết", "Thị Thúy", "Gia", "Ánh", "Trúc", "Diễm",
]  # fmt: skip
_MALE_GIVENS = [
    "Khang", "Bảo", "Huy", "Phúc", "Đạt", "Nhân", "Tính", "Phát", "Thịnh", "Vũ", "Duy", "Nam", "Kiệt",
    "Hào", "Tài", "Toàn", "Khoa", "Lộc", "Sang", "Trường", "Chính", "Nghĩa", "Luân", "Quí", "Giang",
    "Tâm", "Hận", "Đẳng", "Sinh", "Nhựt", "Vinh", "Hảo", "Thuận", "Triệu", "Lâm", "Hên", "Đương",
    "Nguyên", "Kha", "Khởi", "Ngoan", "Thới", "Cảnh", "Đô", "Tỷ", "Tèo", "Đen", "Lượm", "Nhớ", "Hòa",
]  # fmt: skip
_FEMALE_GIVENS = [
    "Như", "Ngân", "Trân", "Thư", "Hân", "Vy", "Anh", "Nhi", "My", "Trâm", "Ngọc", "Yến", "Duyên",
    "Tiên", "Linh", "Thùy", "Hương", "Trinh", "Thảo", "Quyên", "Huyền", "Diễm", "Mai", "Lụa", "Kiều",
    "Thơ", "Thúy", "Tươi", "Lan", "Nương", "Hạnh", "Xuyến", "Quyền", "Tường", "Ý", "Dung", "Hằng",
    "Phụng", "Thi", "Cúc", "Nhiên", "Lài", "Thu", "Trúc", "Nhung", "Đào", "Ngà", "Bé", "Thắm", "Hoa",
]  # fmt: skip
_KHMER_STARTS = [
    "Sà", "Sa", "Sô", "Chanh", "Phal", "Ra", "Vi", "Đa", "Ni", "Ma", "Bô", "Sóc",
]  # fmt: skip
_KHMER_ENDS = [
    "Rây", "Rinh", "Phia", "Đa", "Ly", "Thia", "Ra", "Sal", "Vy", "Na", "Khone", "Mây", "Rết", "Thy",
]  # fmt: skip
_KHMER_SINGLE = [
    "Rết", "Sương", "Hiền", "Đây", "Sôl", "Phol", "Tha", "Nang", "Thone", "Sên", "Khêl", "Sang", "Ry",
    "Hai",
]  # fmt: skip
SOUTHERN = {
    "Phúc": "Phước", "Nhân": "Nhơn", "Bảo": "Bửu", "Vũ": "Võ", "Hoàng": "Huỳnh", "Tính": "Tánh",
    "Sinh": "Sanh", "Chính": "Chánh", "Quí": "Quới", "Nhật": "Nhựt", "Lĩnh": "Lãnh", "Cảnh": "Kiểng",
    "Thái": "Thới", "Hòa": "Huề", "Trường": "Tràng", "Anh": "Ánh", "Thu": "Thâu", "Hoa": "Huê",
}  # fmt: skip
_BACK = {south: north for north, south in SOUTHERN.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in its parts; ``middle`` may be empty or hold two words."""

    family: str
    middle: str
    given: str

    @property
    def text(self) -> str:
        """The parts in order, one blank between."""
        return " ".join(part for part in (self.family, self.middle, self.given) if part)


class ZipfPool:
    """Words drawn by 1/rank^s, their ranks shuffled locally so that each commune has its own favourites."""

    def __init__(self, words: list[str], exponent: float, rng: random.Random, *, shake: float) -> None:
        ranked = sorted(range(len(words)), key=lambda rank: rank + rng.gauss(0, shake * len(words)))
        self._words = [words[rank] for rank in ranked]
        self._weights = list(itertools.accumulate(1 / (rank + 1) ** exponent for rank in range(len(words))))

    def draw(self, rng: random.Random) -> str:
        """One word."""
        return rng.choices(self._words, cum_weights=self._weights)[0]


class LocalNames:
    """The names usual in one commune."""

    def __init__(self, rng: random.Random) -> None:
        khmer_givens = [f"{start} {end}" for start in _KHMER_STARTS for end in _KHMER_ENDS if start != end]
        rng.shuffle(khmer_givens)
        self._families = {
            "Kinh": ZipfPool(_KINH_FAMILIES, 1.05, rng, shake=0.08),
            "Khmer": ZipfPool(_KHMER_FAMILIES, 0.9, rng, shake=0.4),
            "Hoa": ZipfPool(_HOA_FAMILIES, 0.8, rng, shake=0.3),
        }
        self._middles = {
            "M": ZipfPool(_MALE_MIDDLES, 0.95, rng, shake=0.25),
            "F": ZipfPool(_FEMALE_MIDDLES, 0.95, rng, shake=0.25),
        }
        self._givens = {
            "M": ZipfPool(_MALE_GIVENS, 0.8, rng, shake=0.35),
            "F": ZipfPool(_FEMALE_GIVENS, 0.8, rng, shake=0.35),
        }
        self._khmer = ZipfPool(_KHMER_SINGLE + khmer_givens, 0.95, rng, shake=0.05)

    def family(self, rng: random.Random, ethnicity: str) -> str:
        """A family name."""
        return self._families[ethnicity].draw(rng)

    def name(self, rng: random.Random, family: str, ethnicity: str, sex: str) -> Name:
        """A whole name under ``family``."""
        if ethnicity == "Khmer" and rng.random() < 0.6:
            middle = ("Thị" if sex == "F" and rng.random() < 0.6 else "") if rng.random() < 0.7 else ""
            return Name(family=family, middle=middle, given=self._khmer.draw(rng))
        middle = self._middles[sex].draw(rng)
        given = self._givens[sex].draw(rng)
        while given == middle:
            given = self._givens[sex].draw(rng)
        return Name(family=family, middle=middle, given=given)


def southern_form(name: Name) -> Name | None:
    """The name with one part in its other regional spelling, or None when no part has one."""
    for part in ("given", "middle", "family"):
        word = getattr(name, part)
        other = SOUTHERN.get(word) or _BACK.get(word)
        if other and other != word:
            parts = {
                "family": name.family,
                "middle": name.middle,
                "given": name.given,
                part: other,
            }
            return Name(**parts)
    return None
