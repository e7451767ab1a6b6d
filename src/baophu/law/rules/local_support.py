"""What the local budget adds to the State's share: stated in the request, or held for the area and the day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from baophu.law.errors import OutsideTheLaw
from baophu.law.parameters import Value
from baophu.law.said import say
from baophu.law.worksheet import Worksheet

_NONE: tuple[Decimal, tuple[str, ...]] = (Decimal(0), ())


def local_share(sheet: Worksheet, keys: Sequence[str], *, state_share: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """The local share of the basis and the parameters it rests on; ``keys``: the scheme, with each group of the person.

    A stated share that would exceed what the State leaves is an error; one held for an area is cut to it, and of several
    the highest counts; one that holds on a condition is only told.
    """
    left = 1 - state_share
    if sheet.request.local_share is not None:
        return _stated(sheet, sheet.request.local_share, left), ()
    if sheet.request.area is None:
        if left:
            sheet.warn(
                say("Chưa tính phần địa phương hỗ trợ thêm; nơi có hỗ trợ thì thêm --area hoặc --local-share.",
                    "What the local budget may add is left out; where it does, add --area or --local-share.")
            )  # fmt: skip
        return _NONE
    ids = [id for key in keys if sheet.has_value(id := f"local.{sheet.request.area}.{key}")]
    if not ids:
        sheet.warn_open("local_support")
        return _NONE
    held = [value for value in (sheet.law.value(id, sheet.on) for id in ids) if not _tell_condition(sheet, value)]
    if not held:
        return _NONE
    best = max(held, key=lambda value: value.value)
    return _held(sheet, best, left), (best.parameter,)


def _stated(sheet: Worksheet, share: Decimal, left: Decimal) -> Decimal:
    if share > left:
        raise OutsideTheLaw(
            say("Hỗ trợ của địa phương phải từ 0% đến {left}: Nhà nước đã hỗ trợ {state}.",
                "Local support must be from 0% to {left}: the State already pays {state}.", left=left, state=1 - left)
            if left
            else say("Nhà nước đã đóng toàn bộ: không còn phần nào để địa phương hỗ trợ.",
                     "The State pays everything: nothing is left for local support."),
            option="local_share",
        )  # fmt: skip
    if share:
        sheet.warn(
            say("Phần địa phương hỗ trợ {share} là số do người tính nhập, chưa có văn bản kèm theo.",
                "The local share of {share} was typed in; no text is held for it.", share=share)
        )  # fmt: skip
    return share


def _tell_condition(sheet: Worksheet, held: Value) -> bool:
    """Whether the share holds on a condition, which is then told."""
    if held.condition is None:
        return False
    sheet.warn(
        say("Địa phương hỗ trợ thêm {share} nếu {condition}: khi đó thêm --local-share.",
            "The local budget adds {share} if {condition}: then add --local-share.",
            share=Decimal(held.value), condition=held.condition)
    )  # fmt: skip
    return True


def _held(sheet: Worksheet, value: Value, left: Decimal) -> Decimal:
    share = sheet.value(value.parameter)
    if value.note is not None:
        sheet.warn(value.note)
    if share > left:
        sheet.warn(
            say("Địa phương hỗ trợ {share}, tính {left} vì Nhà nước đã đóng phần kia.",
                "The local budget adds {share}; {left} is counted, since the State pays the rest.", share=share, left=left)
        )  # fmt: skip
    return min(share, left)
