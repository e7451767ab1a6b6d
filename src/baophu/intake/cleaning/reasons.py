"""The Vietnamese sentence for each reason why a cell could not be read or a row was rejected."""

from __future__ import annotations

REASONS_VI: dict[str, str] = {
    "name_missing": "Không có họ tên.",
    "name_not_a_name": "Ô họ tên không phải là họ tên (chỉ có số, ngày, hoặc quá dài).",
    "needed_missing": "Hàng không có thông tin bắt buộc ({needed}).",
    "date_unreadable": "Không đọc được ngày “{value}”; coi như chưa biết.",
    "date_in_future": "Ngày “{value}” ở quá xa trong tương lai; coi như chưa biết.",
    "date_without_month": "Giá trị “{value}” chỉ có năm, chưa đủ để biết ngày; coi như chưa biết.",
    "sex_unreadable": "Không đọc được giới tính “{value}”; coi như chưa biết.",
    "si_number_unreadable": "“{value}” không phải mã số BHXH (10 chữ số); coi như chưa biết.",
    "card_number_unreadable": "“{value}” không phải số thẻ BHYT (15 ký tự hoặc 10 chữ số); coi như chưa biết.",
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
