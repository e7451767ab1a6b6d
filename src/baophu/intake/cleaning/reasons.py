"""The Vietnamese sentence for each reason why a cell could not be read or a row was rejected."""

from __future__ import annotations

REASONS_VI: dict[str, str] = {
    "name_missing": "Không có họ tên.",
    "name_not_a_name": "Ô họ tên không phải là họ tên (chỉ có số, ngày, hoặc quá dài).",
    "needed_missing": "Hàng không có thông tin bắt buộc ({needed}).",
    "date_unreadable": "Không đọc được ngày “{value}”; coi như chưa biết.",
    "date_in_future": "Ngày “{value}” ở quá xa trong tương lai; coi như chưa biết.",
    "date_without_month": "Giá trị “{value}” chỉ có năm, chưa đủ để biết ngày; coi như chưa biết.",
    "date_other_order": "Ngày “{value}” chỉ đọc được theo thứ tự ngày/tháng kia; đã đọc như vậy.",
    "year_in_date_cell": "Ô kiểu ngày “{value}” thực ra chỉ ghi năm; chỉ lấy năm.",
    "excel_error": "Ô chứa lỗi công thức “{value}”; coi như chưa biết.",
    "sex_unreadable": "Không đọc được giới tính “{value}”; coi như chưa biết.",
    "si_number_unreadable": "“{value}” không phải mã số BHXH (10 chữ số); coi như chưa biết.",
    "card_number_unreadable": "“{value}” không phải số thẻ BHYT (15 ký tự, 10 hoặc 12 chữ số); coi như chưa biết.",
    "personal_id_unreadable": "“{value}” không phải số CCCD/CMND (12 hoặc 9 chữ số); coi như chưa biết.",
    "phone_unreadable": "“{value}” không phải số điện thoại; coi như chưa biết.",
    "number_unreadable": "“{value}” không phải số nguyên; coi như chưa biết.",
    "amount_unreadable": "“{value}” không phải số tiền; coi như chưa biết.",
    "encoding_unknown": "Không biết bảng mã “{value}”; tự nhận diện theo cột.",
}


def reason_vi(code: str, value: str, *, needed: str = "") -> str:
    """The sentence for ``code`` with the cell's text in it, cut where it is long."""
    shown = value if len(value) <= 60 else value[:57] + "…"
    return REASONS_VI[code].format(value=shown, needed=needed)


READ_ANYWAY = frozenset({"date_other_order", "year_in_date_cell"})
"""Codes of notes on cells that were read, but not as they look."""

_SUMMARIES_VI = {
    "date_other_order": "{count} ô chỉ đọc được theo thứ tự ngày/tháng kia (ví dụ {example}); đã đọc như vậy.",
    "year_in_date_cell": "{count} ô kiểu ngày thực ra chỉ ghi năm (ví dụ {example}); chỉ lấy năm.",
}
_UNREADABLE_VI = "{count} ô không đọc được (ví dụ {example}); coi như chưa biết."


def summary_vi(code: str, *, count: int, example: str) -> str:
    """One sentence for all notes of a column that share ``code``, or that are unreadable for whatever reason."""
    return _SUMMARIES_VI.get(code, _UNREADABLE_VI).format(count=f"{count:,}".replace(",", "."), example=example)
