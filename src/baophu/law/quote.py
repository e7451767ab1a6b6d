"""A quote: what is paid on a day, by whom, why, and what is not certain about it.

:func:`quote` checks the request, finds the rule in force on the day, and lets it fill a worksheet; the worksheet keeps
every value that was used, so that the answer carries its trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baophu.kernel.money import Dong
from baophu.law.errors import LawError, NoRuleInForce, OutsideTheLaw, RequestUnclear
from baophu.law.loading import built_in_law
from baophu.law.parameters import Citation, Law, Value
from baophu.law.request import QuoteRequest, check_request, option_name
from baophu.law.said import Said, say
from baophu.law.scheme import Rule, Scheme
from baophu.law.schemes import SCHEMES
from baophu.law.worksheet import Line, Payers, Worksheet

__all__ = ["LAST_DAY", "Line", "Payers", "Quote", "quote", "rule_on"]

LAST_DAY = date(2030, 12, 31)
"""The last day for which we quote: no value is enacted with a date beyond it (the poverty line of NĐ 351/2025)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The answer. ``gross`` is the sum of ``payers`` and of ``lines``, in whole đồng; ``amount`` is set for a threshold.

    ``rule_start`` is the day from which the applied rule is in force; ``parameters`` are the values it used, in order.
    """

    request: QuoteRequest
    rule_start: date
    rule_sources: tuple[Citation, ...]
    months: int
    gross: Dong
    payers: Payers
    lines: tuple[Line, ...]
    parameters: tuple[Value, ...]
    warnings: tuple[Said, ...]
    notes: tuple[Said, ...]
    amount: Dong | None = None


def quote(request: QuoteRequest, law: Law | None = None) -> Quote:
    """The quote for ``request`` under ``law`` (the built-in one unless given); a ``LawError`` where there is none."""
    held = law or built_in_law()
    scheme = _scheme(request.scheme)
    try:
        check_request(request)
        rule = rule_on(scheme, request.on, held)
        sheet = Worksheet(request=request, law=held, rule=rule)
        _warn_of_unused(sheet, scheme)
        rule.apply(sheet)
    except (OutsideTheLaw, RequestUnclear) as error:
        raise _with_article(error, scheme, request.on, held) from error
    sheet.close()
    payers = sheet.payers()
    return Quote(
        request=request,
        rule_start=rule.start,
        rule_sources=sheet.rule_sources,
        months=sheet.months,
        gross=sum(line.amount for line in sheet.lines),
        payers=payers,
        lines=tuple(sheet.lines),
        parameters=sheet.parameters,
        warnings=tuple(sheet.warnings),
        notes=tuple(sheet.notes),
        amount=sheet.amount,
    )


def _scheme(id: str) -> Scheme:
    scheme = SCHEMES.get(id)
    if scheme is None:
        raise RequestUnclear(
            say(
                "Không có loại hình “{id}”. Chọn một trong: {known}.",
                "There is no scheme “{id}”. Choose one of: {known}.",
                id=id,
                known=", ".join(SCHEMES),
            ),
            option="scheme",
        )
    return scheme


def rule_on(scheme: Scheme, on: date, law: Law) -> Rule:
    """The rule of ``scheme`` in force on the day; ``NoRuleInForce`` says from when to when there is one, and why."""
    first = scheme.rules[0]
    why = law.cite(*first.cites[0]).said
    if on > LAST_DAY:
        raise NoRuleInForce(
            say(
                "{name}: chưa nạp quy định cho ngày {on}; chọn ngày từ {start} đến {last}, ngày cuối mà các mức đã ban hành"
                " nêu rõ ({why}).",
                "{name}: no rule is held for {on}; choose a date from {start} to {last}, the last one that enacted values"
                " name ({why}).",
                on=on,
                last=LAST_DAY,
                name=scheme.name,
                start=first.start,
                why=law.cite(*scheme.rules[-1].cites[0]).said,
            ),
            on=on,
        )
    for rule in reversed(scheme.rules):
        if on >= rule.start and (rule.last is None or on <= rule.last):
            return rule
    raise NoRuleInForce(
        say(
            "{name}: chưa nạp quy định có hiệu lực ngày {on}. Chọn ngày từ {start} đến {last} ({why}).",
            "{name}: no rule in force on {on} is held. Choose a date from {start} to {last} ({why}).",
            name=scheme.name,
            on=on,
            start=first.start,
            last=scheme.rules[-1].last or LAST_DAY,
            why=why,
        ),
        on=on,
    )


def _with_article(error: LawError, scheme: Scheme, on: date, law: Law) -> LawError:
    """The refusal with the article of the rule of the day at its end, unless it names a text already."""
    if any(text.title.vi in error.said.vi for text in law.texts.values()):
        return error
    begun = [rule for rule in scheme.rules if rule.start <= on] or [scheme.rules[0]]
    article = law.cite(*begun[-1].cites[0]).said
    return type(error)(Said(_ended(error.said.vi, article.vi), _ended(error.said.en, article.en)), **error.data)


def _ended(sentence: str, article: str) -> str:
    """The sentence with the article in brackets before its full stop, or in the brackets that it ends with."""
    bare = sentence.removesuffix(".")
    return f"{bare[:-1]}; {article})." if bare.endswith(")") else f"{bare} ({article})."


def _warn_of_unused(sheet: Worksheet, scheme: Scheme) -> None:
    unused = sorted(sheet.request.given() - scheme.options)
    if unused:
        sheet.warn(
            say(
                "Không dùng cho loại hình này: {options}.",
                "Not used for this scheme: {options}.",
                options=", ".join(option_name(one) for one in unused),
            )
        )
