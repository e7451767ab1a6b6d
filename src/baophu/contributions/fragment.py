"""A quote as a piece of a page: amount, lines, articles and doubts, in Vietnamese or English.

:func:`quote_fragment` is what any page puts in; it says nothing that the quote does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from baophu.contributions.forms import in_form_words
from baophu.kernel.money import Dong, round_half_up
from baophu.law.loading import built_in_law
from baophu.law.parameters import STATUS_WORDS, Citation, Law, Status, Value
from baophu.law.quote import Line, Quote
from baophu.law.said import Said, say
from baophu.law.schemes import SCHEMES
from baophu.law.worksheet import Payer, shown_value

REFUND, THRESHOLD, HOUSEHOLD = "voluntary_si.refund", "health.copay_threshold", "health.household"
PAYERS: tuple[Payer, ...] = get_args(Payer)
SHAPES: dict[Status, str] = {"authority": "ok", "press": "ok", "second_hand": "warn", "unconfirmed": "doubt"}
"""The pill of each status: its ground and its icon."""

NOT_LOOKED_UP = "chưa đối chiếu"
"""What stands for an article that was not looked up; it says so itself."""

WORDS = {
    "who": Said("Ai đóng", "Who pays"),
    "why": Said("Vì sao?", "Why?"),
    "values": Said("Các mức đã dùng", "Values used"),
    "notes": Said("Cần biết", "Good to know"),
    "warnings": Said("Lưu ý", "Take note"),
    "dong": Said("đồng", "đồng"),
}
_PAYER_NAMES: dict[Payer, Said] = {
    "state": Said("Ngân sách nhà nước", "The State budget"),
    "local": Said("Ngân sách địa phương", "The local budget"),
    "employer": Said("Người sử dụng lao động", "The employer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the sum; ``formula`` is empty for a total."""

    label: str
    amount: str
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedValue:
    """One value of the law as the reader sees it."""

    name: str
    value: str
    source: str
    shape: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the fragment prints, in one language."""

    head: str
    caption: str
    amount: str
    remarks: list[str]
    rows: list[Row]
    totals: list[Row]
    rule: str
    articles: list[str]
    values: list[UsedValue]
    notes: list[str]
    warnings: list[str]


def quote_fragment(quote: Quote, language: str, *, law: Law | None = None) -> SafeString:
    """``quote`` as escaped HTML in ``language``; ``law`` is the one it was made under (the built-in one unless given)."""
    words = {name: said.in_(language) for name, said in WORDS.items()}
    shown = show(quote, language, law or built_in_law())
    return render_to_string("contributions/_quote.html", {"shown": shown, "words": words})


def show(quote: Quote, language: str, law: Law) -> Shown:
    """The words and figures of the fragment."""
    names = _payer_names(quote)
    paid = quote.amount if quote.amount is not None else quote.payers.participant
    return Shown(
        head=_head(quote).in_(language),
        caption=names["participant"].in_(language),
        amount=_number(paid, language),
        remarks=[one.in_(language) for one in _remarks(quote)],
        rows=[_row(line, language) for line in sorted(quote.lines, key=lambda line: PAYERS.index(line.payer))],
        totals=_totals(quote, names, language),
        rule=say("Quy định áp dụng từ {start}:", "The rule in force since {start}:", start=quote.rule_start).in_(language),
        articles=[_cited(one, language) for one in quote.rule_sources],
        values=[_used(value, law, language) for value in quote.parameters],
        notes=[in_form_words(one).in_(language) for one in quote.notes],
        warnings=[in_form_words(one).in_(language) for one in quote.warnings],
    )  # fmt: skip


def _number(amount: Dong, language: str) -> str:
    return say("{n}", "{n}", n=amount).in_(language)


def _row(line: Line, language: str) -> Row:
    return Row(
        label=line.label.in_(language), amount=_number(line.amount, language), formula=line.formula.in_(language)
    )


# --- sentences ------------------------------------------------------------------------------------------------------


def _head(quote: Quote) -> Said:
    """Whom it is for, for how long, on which day: Hộ 5 người, 12 tháng, đóng ngày 22/03/2021."""
    request = quote.request
    if request.scheme == THRESHOLD:
        return say("{who}, ngày {on}", "{who}, on {on}", who=SCHEMES[THRESHOLD].name, on=request.on)
    if request.scheme == REFUND:
        return say(
            "Hoàn trả {n}\u00a0tháng, đã đóng ngày {on}",
            "Refund of {n}\u00a0months, paid on {on}",
            n=quote.months,
            on=request.on,
        )
    months = say("{n}\u00a0tháng", "{n}\u00a0month{s}", n=quote.months, s="" if quote.months == 1 else "s")
    if request.months_by_rank:
        months = say("đến {months}", "up to {months}", months=months)
    return say(
        "{who}, {months}, đóng ngày {on}",
        "{who}, {months}, paid on {on}",
        who=_who(quote),
        months=months,
        on=request.on,
    )


def _who(quote: Quote) -> Said:
    if quote.request.scheme != HOUSEHOLD:
        return SCHEMES[quote.request.scheme].name
    if (members := _members(quote)) > 1:
        return say("Hộ {n}\u00a0người", "Household of\u00a0{n}", n=members)
    rank = quote.request.rank or 1
    return say("Người thứ\u00a0{n} trong hộ", "Member\u00a0{n} of a household", n=rank)


def _members(quote: Quote) -> int:
    return quote.request.members or len(quote.request.months_by_rank) or 1


def _payer_names(quote: Quote) -> dict[Payer, Said]:
    """What each payer's sum is called; the participant's is the caption of the chief amount."""
    scheme = quote.request.scheme
    if scheme == THRESHOLD:
        mine = Said("Ngưỡng", "Threshold")
    elif scheme == REFUND:
        mine = Said("Người tham gia được hoàn trả", "The participant gets back")
    elif scheme == HOUSEHOLD and _members(quote) > 1:
        mine = Said("Hộ đóng", "The household pays")
    elif scheme == "compulsory":
        mine = Said("Người lao động đóng", "The employee pays")
    else:
        mine = Said("Người tham gia đóng", "The participant pays")
    return {"participant": mine, **_PAYER_NAMES}


def _remarks(quote: Quote) -> list[Said]:
    """Below the chief amount: what a month of it is, and who pays the rest."""
    if quote.amount is not None:
        return []
    remarks = []
    mine, persons = quote.payers.participant, _members(quote)
    if persons > 1 and not quote.request.months_by_rank:
        average = round_half_up(Decimal(mine) / (persons * quote.months))
        remarks.append(
            say("Bình quân {n} đồng một người một tháng.", "On average {n} đồng a member a month.", n=average)
        )
    elif quote.months > 1 and mine and mine % quote.months == 0 and quote.request.scheme != REFUND:
        remarks.append(say("Mỗi tháng {n} đồng.", "{n} đồng a month.", n=mine // quote.months))
    verb = Said("nhận lại", "gets back") if quote.request.scheme == REFUND else Said("đóng", "pays")
    for payer, name in _PAYER_NAMES.items():
        if amount := getattr(quote.payers, payer):
            remarks.append(say("{name} {verb} {n} đồng.", "{name} {verb} {n} đồng.", name=name, verb=verb, n=amount))
    return remarks


def _totals(quote: Quote, names: dict[Payer, Said], language: str) -> list[Row]:
    """The sums under the strong line: by payer where a payer has several lines, then all together."""
    paying = [payer for payer in PAYERS if any(line.payer == payer for line in quote.lines)]
    if len(paying) < 2:
        return [Row(label=names[one].in_(language), amount=_number(quote.gross, language)) for one in paying]
    sums = []
    if len(quote.lines) > len(paying):
        for one in paying:
            sums.append(Row(label=names[one].in_(language), amount=_number(getattr(quote.payers, one), language)))
    whole = Said("Tổng cộng", "Together")
    return [*sums, Row(label=whole.in_(language), amount=_number(quote.gross, language))]


# --- sources --------------------------------------------------------------------------------------------------------


def _cited(citation: Citation, language: str) -> str:
    doubt = (
        Said(" (số điều chưa đối chiếu)", " (article not looked up)")
        if citation.is_recalled and NOT_LOOKED_UP not in citation.article
        else Said("", "")
    )
    return citation.said.in_(language) + doubt.in_(language)


def _used(value: Value, law: Law, language: str) -> UsedValue:
    since = say("từ {start}", "since {start}", start=value.period.start).in_(language)
    return UsedValue(
        name=law.parameters[value.parameter].name.in_(language),
        value=shown_value(value).in_(language),
        source=f"{'; '.join(_cited(one, language) for one in value.citations)}, {since}",
        shape=SHAPES[value.status],
        status=STATUS_WORDS[value.status].in_(language),
    )
