"""Headers with words cut to their first letters ("Ng.sinh", "G.tính"), spelled out before they are looked up."""

from __future__ import annotations

import re

from baophu.kernel.text import clean_text

_CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,2})\s*[./]\s*(?=[^\W\d_])")
_WHOLE = {
    "h tên": "họ tên",
    "h và tên": "họ và tên",
    "h đệm": "họ đệm",
    "h lót": "họ lót",
    "n sinh": "năm sinh",
    "ng sinh": "ngày sinh",
    "ng th sinh": "ngày tháng sinh",
    "ng th năm sinh": "ngày tháng năm sinh",
    "ng th n sinh": "ngày tháng năm sinh",
    "n t n sinh": "ngày tháng năm sinh",
    "ngày th năm sinh": "ngày tháng năm sinh",
    "nt n sinh": "ngày tháng năm sinh",
    "g tính": "giới tính",
    "d tộc": "dân tộc",
    "đ chỉ": "địa chỉ",
    "đ thoại": "điện thoại",
    "s tiền": "số tiền",
    "s tháng": "số tháng",
    "q hệ": "quan hệ",
    "c hộ": "chủ hộ",
    "m hộ": "mã hộ",
    "g chú": "ghi chú",
    "gh chú": "ghi chú",
    "đ tượng": "đối tượng",
}


def spelled_out(header: str) -> str | None:
    """The header with its cut words whole, or None where it has none that are known."""
    words = re.sub(r"[^\w]+|_", " ", _CUT.sub(r"\1 ", clean_text(header).lower())).split()
    return _WHOLE.get(" ".join(words))
