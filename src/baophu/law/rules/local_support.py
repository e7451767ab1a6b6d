"""What the local budget adds to the State's share: stated in the request, or held for the area and the day."""

from __future__ import annotations

from decimal import Decimal

from baophu.law.errors import OutsideTheLaw
from baophu.law.said import say
from baophu.law.worksheet import Worksheet


def local_share(sheet: Worksheet, key: str, *, state_share: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """The local share of the basis and the parameters it rests on; ``key`` is the scheme, with the group if it has one.

    A stated share that would exceed what the State leaves is an error; one held for an area is cut to it; one that holds
    on a condition is only told.
    """
    left = 1 - state_share
    stated = sheet.request.local_share
    if stated is not None:
        if stated > left:
            raise OutsideTheLaw(
                say(
                    "Hỗ trợ của địa phương phải từ 0% đến {left}: Nhà nước đã hỗ trợ {state}.",
                    "Local support must be from 0% to {left}: the State already pays {state}.",
                    left=left,
                    state=state_share,
                ),
                option="local_share",
            )
        return stated, ()
    if sheet.request.area is None:
        return Decimal(0), ()
    id = f"local.{sheet.request.area}.{key}"
    if not sheet.has_value(id):
        sheet.warn_open("local_support")
        return Decimal(0), ()
    held = sheet.law.value(id, sheet.on)
    if held.condition is not None:
        sheet.warn(
            say(
                "Địa phương hỗ trợ thêm {share} nếu {condition}: khi đó thêm --local-share.",
                "The local budget adds {share} if {condition}: then add --local-share.",
                share=Decimal(held.value),
                condition=held.condition,
            )
        )
        return Decimal(0), ()
    if held.note is not None:
        sheet.warn(held.note)
    return min(sheet.value(id), left), (id,)
