"""The calculator's form: from an address's query to a question for :func:`baophu.law.quote.quote`, and back as fields.

What was typed is kept as it was typed. A field that the address does not name has its default, one that is there and
empty was left empty; only the fields of the chosen scheme are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from baophu.contributions.quote_fields import FIELDS, FIELDS_OF, Field, SchemeFields
from baophu.kernel.dates import parse_partial_date
from baophu.kernel.money import parse_amount
from baophu.law.errors import LawError, NoRuleInForce
from baophu.law.parameters import Law
from baophu.law.quote import Quote, quote
from baophu.law.request import QuoteRequest
from baophu.law.said import Said, say

LONGEST_TYPED = 60
"""Characters of one field that are read; what is longer is no number and no date."""
USUAL_SCHEME = "health.household"
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,8})?)\s*%?")
_LOOK_ALIKES = str.maketrans("OoIl", "0011")
_LOWEST_INCOME = {
    "voluntary_si": "rural_poverty_line",
    "voluntary_si.refund": "rural_poverty_line",
    "business_owner": "reference_level",
}
_NEEDED = Said("Điền ô này.", "Fill this in.")


class _Untypable(ValueError):
    """What was typed is no value of its kind; ``said`` says how to write it."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.vi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One visit to the calculator: the scheme, what stands in its fields, what is wrong with them, and the answer.

    ``errors`` are by field name, the form as a whole under ``""``. Neither errors nor an answer: something is still to
    be typed that has no default.
    """

    scheme: str
    fields: SchemeFields
    typed: Mapping[str, str]
    errors: Mapping[str, Said] = field(default_factory=dict)
    answer: Quote | None = None


def ask(query: Mapping[str, str], law: Law, today: date, language: str = "vi") -> Asked:
    """The visit that an address's ``query`` asks for, under ``law``.

    ``today`` is the default day of payment; ``language`` is that of an amount that is filled in.
    """
    known = query.get("scheme", USUAL_SCHEME)
    scheme = known if known in FIELDS_OF else USUAL_SCHEME
    fields = _with_areas(scheme, FIELDS_OF[scheme], law)
    if query.get("held", scheme) != scheme:  # typed for the scheme that was shown before
        query = {name: text for name, text in query.items() if name == "on"}
    typed = _typed(query, fields, today)
    values, errors = _read(fields, typed)
    if scheme in _LOWEST_INCOME and "income" not in query and "on" not in errors:
        lowest = law.parameters[_LOWEST_INCOME[scheme]].on(values["on"])
        if lowest is not None:
            values["income"] = int(lowest.value)
            typed["income"] = say("{n}", "{n}", n=values["income"]).in_(language)
    if errors or ("wage" in typed and "wage" not in query):
        return Asked(scheme=scheme, fields=fields, typed=typed, errors=errors)
    try:
        answer = quote(QuoteRequest(scheme=scheme, **values), law)
    except LawError as error:
        return Asked(scheme=scheme, fields=fields, typed=typed, errors=_refused(error, fields, typed))
    return Asked(scheme=scheme, fields=fields, typed=typed, answer=answer)


def _typed(query: Mapping[str, str], fields: SchemeFields, today: date) -> dict[str, str]:
    """What stands in each field: as typed, else its default."""
    typed = {one.name: query.get(one.name, one.default).strip() for one in fields.all}
    if "on" not in query:
        typed["on"] = f"{today:%d/%m/%Y}"
    if typed.get("rank") and "members" not in query:
        typed["members"] = ""
    if typed.get("months_by_rank"):
        typed |= {name: "" for name in ("members", "months") if name not in query}
    return typed


def _with_areas(scheme: str, fields: SchemeFields, law: Law) -> SchemeFields:
    """The fields with the places for which ``law`` holds local support of ``scheme``; without the field where none is."""
    names: dict[str, Said] = {}
    for id, parameter in law.parameters.items():
        head, _, rest = id.partition(".")
        area, _, of = rest.partition(".")
        if head == "local" and (of == scheme or of.startswith(f"{scheme}.")):
            name = parameter.name
            names.setdefault(area, Said(name.vi.partition(":")[0], name.en.partition(":")[0]))
    choices = (("", Said("Không", "None")), *sorted(names.items(), key=lambda one: one[1].vi))
    more = []
    for one in fields.more:
        if one.name != "area":
            more.append(one)
        elif names:
            more.append(Field(name=one.name, label=one.label, kind=one.kind, choices=choices))
    return SchemeFields(main=fields.main, more=tuple(more))


# --- reading --------------------------------------------------------------------------------------------------------


def _read(fields: SchemeFields, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Said]]:
    """The values of a request, and what is wrong with each field that has none."""
    values: dict[str, Any] = {}
    errors: dict[str, Said] = {}
    for one in fields.all:
        text = typed[one.name]
        try:
            if text:
                values[one.name] = _value(one, text)
            elif one.kind == "date":
                errors[one.name] = _NEEDED
        except _Untypable as wrong:
            errors[one.name] = wrong.said
    return values, errors


def _value(one: Field, text: str) -> object:
    if one.kind == "choice":
        return _choice(one, text)
    if len(text) > LONGEST_TYPED:
        raise _Untypable(Said("Dài quá. Viết ngắn lại.", "Too long. Write less."))
    if one.kind == "date":
        return _date(text)
    if one.kind == "percent":
        return _percent(text)
    if one.kind == "wholes":
        return tuple(_whole(part) for part in re.split(r"[,;\s]+", text.strip(" ,;")))
    return _whole(text)


def _choice(one: Field, text: str) -> object:
    if text not in dict(one.choices):
        raise _Untypable(Said("Chọn một mục trong danh sách.", "Choose one of the list."))
    if one.name == "only":
        return tuple(text.split(","))
    if one.name == "wage_region":
        return int(text)
    return Decimal(text) if one.name == "factor" else text


def _date(text: str) -> date:
    found = parse_partial_date(text, pivot_year=2049)
    if found is None or found.precision != "day":
        raise _Untypable(
            say("Không có ngày “{text}”. Viết ngày/tháng/năm, ví dụ 22/03/2021.",
                "There is no day “{text}”. Write day/month/year, such as 22/03/2021.", text=text)
        )  # fmt: skip
    return found.first_day


def _whole(text: str) -> int:
    amount = parse_amount(text)
    if amount is not None:
        return amount
    mended = parse_amount(text.translate(_LOOK_ALIKES))
    if mended is not None:
        raise _Untypable(say("Có chữ cái trong số. Viết {n}.", "There is a letter in the number. Write {n}.", n=mended))
    raise _Untypable(Said("Viết bằng chữ số, ví dụ 12 hoặc 1.500.000.", "Write it in digits, such as 12 or 1,500,000."))


def _percent(text: str) -> Decimal:
    found = _PERCENT.fullmatch(text)
    share = Decimal(found[1].replace(",", ".")) / 100 if found else None
    if share is None or share > 1:
        raise _Untypable(
            Said(
                "Viết phần trăm từ 0 đến 100, ví dụ 20 hoặc 0,31.", "Write per cent from 0 to 100, such as 20 or 0.31."
            )
        )
    return share


# --- what the law refuses -------------------------------------------------------------------------------------------


def _refused(error: LawError, fields: SchemeFields, typed: Mapping[str, str]) -> dict[str, Said]:
    """The law's sentence at its field; the field's own name is left out where the sentence begins with it."""
    place, said = _place(error, typed), _sentence(error)
    label = next((one.label for one in fields.all if one.name == place), None)
    if label is not None:
        said = Said(_without(label.vi, said.vi), _without(label.en, said.en))
    return {place: said}


def _without(label: str, text: str) -> str:
    rest = text.removeprefix(f"“{label}” ")
    return rest[:1].upper() + rest[1:]


def _place(error: LawError, typed: Mapping[str, str]) -> str:
    """The field that an error belongs to."""
    option = error.data.get("option")
    if option is None and isinstance(error, NoRuleInForce):
        option = "on"
    if option is None and typed.get("rank") and typed.get("members"):
        option = "rank"
    if option is None and typed.get("months_by_rank"):
        option = "months_by_rank"
    return str(option) if option in typed else ""


def _sentence(error: LawError) -> Said:
    """The error's sentence with the names of our fields for the options of the command line."""
    if error.data.get("option") == "fund_return":
        return Said("Chưa có lãi suất quỹ của năm này. Nhập lãi suất một tháng, từ 0 đến 5 (%), ví dụ 0,31.",
                    "The fund's return of this year is not held. Type a monthly one, from 0 to 5 (%), such as 0.31.")  # fmt: skip
    said = in_form_words(error.said)
    return _with_methods(said) if error.data.get("option") in ("method", "months") else said


_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)(?: ([a-z0-9_]+(?:[.,][a-z0-9_]+)*))?")
_METHOD = re.compile(r"\b(?:monthly|quarterly|half_yearly|yearly|advance|arrears)\b")


def in_form_words(said: Said) -> Said:
    """A sentence of the law with the labels that people see for ``--rank`` and the like."""
    return Said(_in_form_words(said.vi, "vi"), _in_form_words(said.en, "en"))


def _in_form_words(text: str, language: str) -> str:
    def label(match: re.Match[str]) -> str:
        one = FIELDS.get(match[1].replace("-", "_"))
        if one is None:
            return match[0]
        shown, choice = one.label.in_(language), dict(one.choices).get(match[2] or "")
        if match[2] is None:
            return f"“{shown}”"
        return f"“{shown}: {choice.in_(language)}”" if choice else f"“{shown}” {match[2]}"

    return _OPTION.sub(label, text)


def _with_methods(said: Said) -> Said:
    """The sentence with the words of the list for monthly, quarterly and so on."""
    words = dict(FIELDS["method"].choices)
    return Said(
        _METHOD.sub(lambda one: words[one[0]].vi.lower(), said.vi),
        _METHOD.sub(lambda one: words[one[0]].en.lower(), said.en),
    )
