"""The shapes of the bulk form: the people asked about, what is paid for them, and the short words for what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from baophu.law.said import Said

PEOPLE = pa.schema(
    [
        ("person", pa.int64()),
        ("scheme", pa.string()),
        ("day", pa.date32()),
        ("months", pa.int32()),
        ("rank", pa.int32()),
        ("income", pa.int64()),
        ("wage", pa.int64()),
        ("wage_region", pa.int32()),
        ("employer_kind", pa.string()),
        ("parts", pa.string()),
        ("support_group", pa.string()),
        ("residence", pa.string()),
        ("supported_months", pa.int32()),
        ("local_share_ppm", pa.int64()),
        ("area", pa.string()),
    ]
)
"""One row a question; ``person`` is unique. Null means not said, as in a quote's request. ``parts`` are written in
the order of the alphabet, joined by commas; ``local_share_ppm`` is in parts per million."""

PAYERS = ("participant", "state", "local", "employer")
PAYMENTS = pa.schema(
    [("person", pa.int64()), *((name, pa.int64()) for name in ("gross", *PAYERS)), ("fault", pa.string())]
)
"""One row a person: whole đồng, or null amounts and a fault of :data:`FAULTS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no amount: the code and the option of the error that a quote raises, and the words for it."""

    error: str
    option: str | None
    said: Said


_OUTSIDE, _UNCLEAR = "outside_the_law", "request_unclear"
FAULTS: Mapping[str, Fault] = {
    code: Fault(error=error, option=option, said=Said(vi, en))
    for code, error, option, vi, en in (
        ("scheme_unknown", _UNCLEAR, "scheme", "loại hình không tính hàng loạt", "scheme not computed in bulk"),
        ("group_unknown", _UNCLEAR, "group", "không có nhóm này", "no such group"),
        ("residence_unknown", _UNCLEAR, "residence", "không có nơi cư trú này", "no such residence"),
        ("employer_unknown", _UNCLEAR, "employer", "không có loại đơn vị này", "no such kind of employer"),
        ("only_unknown", _UNCLEAR, "only", "phần đóng không có ở loại hình này", "part that the scheme does not have"),
        ("area_unknown", _UNCLEAR, "area", "mã địa bàn không phải là số", "area code that is no number"),
        ("local_unclear", _UNCLEAR, "local_share", "hỗ trợ địa phương không từ 0 đến 1", "local share not from 0 to 1"),
        ("income_unclear", _UNCLEAR, "income", "thu nhập và tiền lương khác nhau", "income and wage differ"),
        ("group_outside", _OUTSIDE, "group", "ngân sách không đóng toàn bộ cho nhóm này", "group that the budget does not pay for"),
        ("wage_region_outside", _OUTSIDE, "wage_region", "vùng lương không từ 1 đến 4", "wage region not from 1 to 4"),
        ("months_outside", _OUTSIDE, "months", "số tháng không được đóng", "months that cannot be paid"),
        ("rank_outside", _OUTSIDE, "rank", "thứ tự không từ 1 đến 20", "rank not from 1 to 20"),
        ("income_outside", _OUTSIDE, "income", "thu nhập ngoài mức được chọn", "income outside what may be chosen"),
        ("income_step", _OUTSIDE, "income", "thu nhập không đúng bước", "income off the step"),
        ("wage_outside", _OUTSIDE, "wage", "tiền lương dưới mức thấp nhất", "wage below the floor"),
        ("supported_outside", _OUTSIDE, "supported_months", "số tháng đã hỗ trợ quá mức", "too many supported months"),
        ("local_outside", _OUTSIDE, "local_share", "hỗ trợ địa phương quá phần còn lại", "local share above what is left"),
        ("no_rule", "no_rule_in_force", None, "chưa có quy định vào ngày này", "no rule in force on the day"),
        ("not_whole", "not_whole_dong", None, "phép tính ra lẻ đồng", "the sum is no whole đồng"),
    )
}  # fmt: skip
