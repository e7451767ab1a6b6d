"""Months of one payment: each method has its span, and either names the other."""

from __future__ import annotations

from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.said import Said, say


def span_of_method(method: str | None, months: int | None, spans: dict[str, int]) -> tuple[str, int]:
    """The method and months where either names the other: yearly is 12 months; no option is one month."""
    by_months = {span: name for name, span in spans.items()}
    if method is not None and method not in spans:
        raise RequestUnclear(
            say(
                "--method ở loại hình này là một trong: {known}.",
                "--method for this scheme is one of: {known}.",
                known=", ".join(spans),
            ),
            option="method",
        )
    wanted = months if months is not None else spans[method or "monthly"]
    if wanted not in by_months or (method is not None and spans[method] != wanted):
        known = [str(span) for span in spans.values()]
        listed = Said(f"{', '.join(known[:-1])} hoặc {known[-1]}", f"{', '.join(known[:-1])} or {known[-1]}")
        raise OutsideTheLaw(
            say(
                "{wanted} tháng không phải một kỳ đóng{of}; kỳ đóng là {known} tháng.",
                "{wanted} months is not a span{of}; spans are {known} months.",
                wanted=wanted,
                of=Said(f" theo --method {method}", f" of --method {method}") if method else Said("", ""),
                known=listed,
            ),
            option="months",
        )
    return by_months[wanted], wanted


def months_needed(months: int | None, low: int, high: int) -> int:
    """The months asked for; ``RequestUnclear`` with the admissible range where none are."""
    if months is None:
        raise RequestUnclear(
            say("Cần --months, từ {low} đến {high}.", "--months is needed, from {low} to {high}.", low=low, high=high),
            option="months",
        )
    return months
