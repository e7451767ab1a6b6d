"""Names of the study draw: Kinh, Khmer and Hoa pools with their shares, and how a name is drawn.

A name is three integers (family, middle, given) into the lists of this module, so that a million of them are drawn and
joined without a Python loop. The laws are set so that two children of one year share an unmarked name with a chance of
about 6 in 100,000, as in the province the study describes.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
KINH, KHMER, HOA = 0, 1, 2

_FAMILY_SHARES: tuple[dict[str, float], ...] = (
    {
        "Nguyễn": 31.5, "Trần": 10.9, "Lê": 8.9, "Phạm": 5.9, "Huỳnh": 4.3, "Hoàng": 0.8, "Võ": 4.0, "Vũ": 0.9,
        "Phan": 2.8, "Bùi": 2.1, "Đặng": 1.9, "Đỗ": 1.9, "Ngô": 1.7, "Hồ": 1.5, "Dương": 1.4, "Đinh": 1.0, "Lý": 1.6,
        "Trương": 2.2, "Đoàn": 1.1, "Lâm": 1.2, "Mai": 1.0, "Cao": 0.9, "Lưu": 0.8, "Tô": 0.6, "Châu": 0.7, "Tạ": 0.5,
        "Hà": 0.6, "Trịnh": 0.7, "Đào": 0.7, "Thái": 0.6, "Quách": 0.5, "Từ": 0.3, "Kiều": 0.3, "La": 0.3, "Hứa": 0.3,
        "Nguyễn Hữu": 0.2, "Bành": 0.1, "Triệu": 0.2, "Lương": 0.6, "Thi": 0.1, "Ong": 0.1, "Giang": 0.3, "Vương": 0.3,
        "Văn": 0.2, "Đồng": 0.2, "Liêu": 0.1, "Tiêu": 0.2, "Tăng": 0.3, "Diệp": 0.3, "Phùng": 0.3, "Khưu": 0.1,
    },
    {
        "Thạch": 18, "Lâm": 13, "Sơn": 13, "Danh": 12, "Kim": 11, "Lý": 8, "Trần": 6, "Châu": 3, "Liêu": 3, "Trà": 2.5,
        "Dương": 2.5, "Tăng": 2, "Hứa": 1.5, "Đào": 1.5, "Mai": 1, "Thị": 0.5, "Triệu": 1, "Lục": 0.6,
    },
    {
        "Quách": 9, "Tăng": 9, "Trịnh": 6, "Lâm": 12, "Lý": 9, "Trần": 13, "Huỳnh": 6, "Ông": 3, "Khưu": 3, "Mã": 3,
        "Giang": 3, "La": 3, "Diệp": 3, "Tô": 4, "Hứa": 4, "Thái": 5, "Vương": 5, "Trương": 3, "Dương": 3,
    },
)  # fmt: skip


def _pool(text: str) -> list[str]:
    """The words of a pool, commonest first; an underscore joins a name of two syllables."""
    return text.split()


_MIDDLE_MALE = _pool(
    "Văn Minh Gia Quốc Hoàng Thanh Hữu Nhật Tuấn Đức Anh Chí Trọng Phúc Thành Quang Khánh Duy Trung Ngọc "
    "Công Tấn Hoài Thiên Bảo Đăng Phước Trí Xuân Thế Hồng Vĩnh Phú Tiến Vũ Hải Kim Nguyễn Trần Lê Việt "
    "Huy Đình Kiến Bá Hùng Thái Hào Nhựt Tường Đại Mạnh Viết Sĩ Khắc Quý Thiện Nam Hạo Tiểu"
)
_MIDDLE_FEMALE = _pool(
    "Thị Ngọc Thị_Ngọc Thị_Mỹ Mỹ Thanh Kim Thị_Kim Bảo Phương Thị_Thanh Như Tuyết Thị_Bích Hồng Thị_Hồng "
    "Thùy Khánh Gia Minh Thảo Thị_Cẩm Cẩm Quỳnh Yến Huỳnh Thị_Thúy Thúy Anh Diễm Thị_Diễm Ánh Bích Trúc "
    "Thị_Trúc Thị_Yến Hoàng Thị_Như Mai Thị_Phương Hải Thị_Tuyết Nguyễn Trần Tú Lan Thị_Ánh Xuân Cát Nhã "
    "Ái Tường Hà Thiên Linh Diệu Thị_Huỳnh Thủy Lê"
)
_GIVEN_MALE = _pool(
    "Khang Bảo Huy Phúc Khoa Minh Anh Đạt Thịnh Phát Kiệt Nhân Tâm Duy Hưng Khôi Tài Nam Long Thành Quân "
    "Tú Đăng Hào Khánh Nghĩa Trí Vinh Tuấn An Hiếu Thiện Lộc Toàn Nguyên Dũng Sơn Tiến Phong Hậu Trung "
    "Bình Cường Linh Hùng Lâm Hải Thắng Tín Quý Luân Đức Triết Vũ Tùng Khải Phú Việt Hoàng Vĩ Sang Thái "
    "Nhựt Quang Duẩn Tấn Kha Trọng Thông Kiên Hòa Danh Giàu Đông Tân Dương Giang Ngọc Lợi Thuận Tường "
    "Triều Nhật Châu Hiển Hân Bằng Đại Nhàn Phước Hoài Nhã Vương Kỳ Mẫn Lực Lượng Hận Đến Chiến Bửu Xuyên "
    "Tính Cảnh Viễn Chương Chí Thanh Vàng Bé Út Đời Lành Mừng"
)
_GIVEN_FEMALE = _pool(
    "Ngọc Anh Như Trân Ngân Thư My Hân Vy Nhi Thảo Linh Trâm Trang Quyên Uyên Yến Hương Duyên Tiên Phương "
    "Quỳnh Thy Ngà Tuyền Vân Châu Huyền Trinh Đào Nguyên Thúy Diễm Mai Lan Ý Tú Giàu Ánh Hà Thơ Kiều Hồng "
    "Xuân Dung Nhung Mỹ Khanh An Nga Hoa Thanh Phụng Diệu Oanh Loan Thủy Hiền Tâm Trúc Cầm Băng Đoan Ân "
    "Hạnh Lam Hằng Thắm Lợi Kim Lài Cúc Đan Tiền Hảo Khuê San Vi Phúc Nhiên Bích Ngoan Thi Quế Liễu Tươi "
    "Phượng Hoàng Hường Thùy Bảo Đẹp Sen Sương Nhàn Sang Mộng Lành Chi Dương Bình Cẩm Út Bé Thoa Nở Muội "
    "Xinh Mừng Thêm"
)
_KHMER_GIVEN_MALE = _pool(
    "Sà_Rây Sa_Rinh Phal_Ly Rết Rotha Sóc_Kha Dara Sôl Đa_Ra Phi_Rum Sô_Phia Chanh_Tha Sarath Vuthy "
    "Bunthy Kosal Sambath Sô_Phal Chanh_Đa Đa_Nết Ra_Đy Sô_Thia Ni_Sây Vi_Sal Sa_Mươne Ra_Vy Phol Suôl "
    "Rươne Đươl Huône Sên Ươl Khêl Thol Sươl Nhơl Phương Tha Sal Ry Đen Nang Lượl Ên Thươne Thy Sung Hên "
    "Sâm Út Rine Cang Sene Pho Thone Sơm Chên"
)
_KHMER_GIVEN_FEMALE = _pool(
    "Sa_Ra Chanh_Đa Sô_Phia Phol_La Rương Sà_Mây Thi_Đa Ra_Ny Sô_Khone Srây_Mau Sa_Veth Chanh_Thy Ma_Ly "
    "Đa_Vy Ni_Ta Sô_Ry Phia Rây Sa_Mol Sa_Rết Chan_Na Bô_Pha Ra_Chana Sô_Phe Sa_Ruôn Hươl Rươl Phe Khone "
    "Nươl Siêne Rane Hone Lươne Sô Nêth Đane Ngiêl Thi Sene Sa_Bươne Buôl Sol Na Út Kiên Da Ngát Liên Rết "
    "Phen Huệ"
)


def _law(words: list[str], power: float, shift: float) -> dict[str, float]:
    return {word: 1.0 / (rank + shift) ** power for rank, word in enumerate(words)}


def _mixed(*parts: tuple[float, dict[str, float]]) -> dict[str, float]:
    law: dict[str, float] = {}
    for share, part in parts:
        total = sum(part.values())
        for word, weight in part.items():
            law[word] = law.get(word, 0.0) + share * weight / total
    return law


_MEN, _WOMEN = _law(_GIVEN_MALE, 1.13, 4), _law(_GIVEN_FEMALE, 1.13, 4)
_MID_MEN, _MID_WOMEN = _law(_MIDDLE_MALE, 1.0, 2), _law(_MIDDLE_FEMALE, 1.0, 2)
_KH_MEN, _KH_WOMEN = _law(_KHMER_GIVEN_MALE, 0.6, 5), _law(_KHMER_GIVEN_FEMALE, 0.6, 5)
_NONE = {"": 1.0}

# (ethnicity, is_male, is_modern) -> law of the middle name, law of the given name
_LAWS: dict[tuple[int, bool, bool], tuple[dict[str, float], dict[str, float]]] = {
    (KINH, True, True): (_mixed((0.97, _MID_MEN), (0.03, _NONE)), _MEN),
    (KINH, False, True): (_mixed((0.97, _MID_WOMEN), (0.03, _NONE)), _WOMEN),
    (KINH, True, False): (
        _mixed((0.45, {"Văn": 1.0}), (0.5, _MID_MEN), (0.05, _NONE)),
        _MEN,
    ),
    (KINH, False, False): (
        _mixed((0.62, {"Thị": 1.0}), (0.35, _MID_WOMEN), (0.03, _NONE)),
        _WOMEN,
    ),
    (HOA, True, True): (_mixed((0.95, _MID_MEN), (0.05, _NONE)), _MEN),
    (HOA, False, True): (_mixed((0.95, _MID_WOMEN), (0.05, _NONE)), _WOMEN),
    (HOA, True, False): (_mixed((0.8, _MID_MEN), (0.2, _NONE)), _MEN),
    (HOA, False, False): (_mixed((0.8, _MID_WOMEN), (0.2, _NONE)), _WOMEN),
    (KHMER, True, True): (
        _mixed((0.56, _MID_MEN), (0.44, _NONE)),
        _mixed((0.55, _MEN), (0.45, _KH_MEN)),
    ),
    (KHMER, False, True): (
        _mixed((0.3, {"Thị": 1.0}), (0.42, _MID_WOMEN), (0.28, _NONE)),
        _mixed((0.52, _WOMEN), (0.48, _KH_WOMEN)),
    ),
    (KHMER, True, False): (
        _mixed((0.2, {"Văn": 1.0}), (0.8, _NONE)),
        _mixed((0.3, _MEN), (0.7, _KH_MEN)),
    ),
    (KHMER, False, False): (
        _mixed((0.6, {"Thị": 1.0}), (0.4, _NONE)),
        _mixed((0.3, _WOMEN), (0.7, _KH_WOMEN)),
    ),
}

FAMILIES = sorted({word for shares in _FAMILY_SHARES for word in shares})
MIDDLES = sorted({word for middle, _ in _LAWS.values() for word in middle})
GIVENS = sorted({word for _, given in _LAWS.values() for word in given})


def _vector(law: dict[str, float], words: list[str]) -> NDArray[np.float64]:
    vector = np.array([law.get(word, 0.0) for word in words])
    cumulated: NDArray[np.float64] = np.cumsum(vector / vector.sum())
    return cumulated


def draw_from(rng: np.random.Generator, cumulated: NDArray[np.float64], count: int) -> Ints:
    """``count`` indices drawn by a cumulated law."""
    return np.minimum(np.searchsorted(cumulated, rng.random(count), side="right"), len(cumulated) - 1)


def draw_families(rng: np.random.Generator, ethnicity: Ints) -> Ints:
    """A family name (index into ``FAMILIES``) for each ethnicity given."""
    out = np.zeros(len(ethnicity), np.int64)
    for code, shares in enumerate(_FAMILY_SHARES):
        here = np.flatnonzero(ethnicity == code)
        out[here] = draw_from(rng, _vector(shares, FAMILIES), len(here))
    return out


def draw_middles_givens(
    rng: np.random.Generator,
    ethnicity: Ints,
    is_male: NDArray[np.bool_],
    is_modern: NDArray[np.bool_],
) -> tuple[Ints, Ints]:
    """Middle and given names (indices into ``MIDDLES`` and ``GIVENS``), by ethnicity, sex and generation."""
    middle, given = (
        np.zeros(len(ethnicity), np.int64),
        np.zeros(len(ethnicity), np.int64),
    )
    for (code, male, modern), (middle_law, given_law) in _LAWS.items():
        here = np.flatnonzero((ethnicity == code) & (is_male == male) & (is_modern == modern))
        middle[here] = draw_from(rng, _vector(middle_law, MIDDLES), len(here))
        given[here] = draw_from(rng, _vector(given_law, GIVENS), len(here))
    return middle, given


def given_index(words: list[str]) -> Ints:
    """Where each given name stands in ``GIVENS``."""
    place = {word: index for index, word in enumerate(GIVENS)}
    return np.array([place[word] for word in words])


def neighbour_givens(given: Ints, is_male: NDArray[np.bool_]) -> Ints:
    """For each given name another one of the same sex that stands next to it in the alphabet: Hân, Hằng (for twins)."""
    out = np.empty(len(given), np.int64)
    for male, law in (
        (True, _mixed((1, _MEN), (1, _KH_MEN))),
        (False, _mixed((1, _WOMEN), (1, _KH_WOMEN))),
    ):
        known = np.sort(given_index(list(law)))
        here = np.flatnonzero(is_male == male)
        out[here] = known[(np.searchsorted(known, given[here]) + 1) % len(known)]
    return out


def _words(words: list[str]) -> pa.Array:
    return pa.array([word.replace("_", " ") for word in words])


def full_names(family: Ints, middle: Ints, given: Ints) -> pa.Array:
    """The names as text, one blank between the parts."""
    parts = [
        _words(words).take(pa.array(index)) for words, index in ((FAMILIES, family), (MIDDLES, middle), (GIVENS, given))
    ]
    return pc.replace_substring(pc.binary_join_element_wise(*parts, " "), "  ", " ")
