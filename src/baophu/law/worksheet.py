"""The sheet a rule fills in: lines by payer, the values it used, what must be warned of, what must be told.

Values are only reached through the sheet, which is why no quote can lack its trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from baophu.kernel.money import Dong, round_half_up
from baophu.kernel.period import add_months
from baophu.law.errors import NotWholeDong
from baophu.law.parameters import STATUS_WORDS, Citation, Law, Parameter, Status, Value
from baophu.law.request import QuoteRequest
from baophu.law.said import Said, say, shown_share
from baophu.law.scheme import Rule

Payer = Literal["participant", "state", "local", "employer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payers:
    """Who pays how much, in whole đồng."""

    participant: Dong = 0
    state: Dong = 0
    local: Dong = 0
    employer: Dong = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part of the sum: who pays it, how it comes about in words, which articles say so."""

    payer: Payer
    amount: Dong
    label: Said
    formula: Said
    sources: tuple[Citation, ...]


class Worksheet:
    """What one rule works on and fills in. ``months`` and ``amount`` are set by the rule.

    ``months_ahead`` where fewer than ``months`` lie after the payment; ``open_changes`` are parameters whose change in
    that time is an open point, warned of by the rule itself.
    """

    def __init__(self, *, request: QuoteRequest, law: Law, rule: Rule) -> None:
        self.request = request
        self.law = law
        self.on = request.on
        self.rule_sources = tuple(law.cite(text, article) for text, article in rule.cites)
        self.months = 0
        self.amount: Dong | None = None
        self.lines: list[Line] = []
        self.warnings: list[Said] = []
        self.notes: list[Said] = []
        self.is_locked_in = False
        self.months_ahead: int | None = None
        self.open_changes: set[str] = set()
        self._used: dict[str, Value] = {}
        self._limits: set[str] = set()

    # --- values ---------------------------------------------------------------------------------------------------

    def value(self, id: str) -> Decimal:
        """The value of ``id`` on the day of payment, exact; it becomes part of the trace."""
        self._limits.discard(id)
        return Decimal(self._use(id).value)

    def limit(self, id: str) -> int:
        """A floor, cap or longest span that the request keeps: in the trace, but the amount does not rest on it."""
        if id not in self._used:
            self._limits.add(id)
        return self.whole_dong(Decimal(self._use(id).value))

    def _use(self, id: str) -> Value:
        self._used[id] = self.law.value(id, self.on)
        return self._used[id]

    def whole(self, id: str) -> int:
        """The value of ``id`` as a whole number (đồng, months, years, times)."""
        return self.whole_dong(self.value(id))

    def has_value(self, id: str) -> bool:
        """Whether ``id`` is held and in force on the day of payment."""
        parameter = self.law.parameters.get(id)
        return parameter is not None and parameter.on(self.on) is not None

    @property
    def parameters(self) -> tuple[Value, ...]:
        """The values used, in the order of their first use."""
        return tuple(self._used.values())

    def article(self, id: str) -> Said:
        """The article that set a value already used, and how far it is to be trusted where that is not far."""
        value = self._used[id]
        if value.status not in ("second_hand", "unconfirmed"):
            return value.citation.said
        return say(
            "{article}, {status}", "{article}, {status}", article=value.citation.said, status=STATUS_WORDS[value.status]
        )

    def sources(self, ids: Sequence[str], *, with_rule: bool = True) -> tuple[Citation, ...]:
        """The articles of the values ``ids``, after those of the rule unless they govern another part; each once."""
        cited = [
            *(self.rule_sources if with_rule else ()),
            *(citation for id in ids for citation in self._used[id].citations),
        ]
        once = {(one.text.id, one.article): one for one in cited}
        return tuple(one for one in once.values() if not any(one.is_part_of(other) for other in once.values()))

    # --- amounts --------------------------------------------------------------------------------------------------

    def pay(
        self, payer: Payer, amount: Dong, label: Said, formula: Said, *, uses: Sequence[str], with_rule: bool = True
    ) -> None:
        """Add a line. ``uses``: the parameters it rests on; ``with_rule``: whether the rule's own articles govern it."""
        self.lines.append(
            Line(
                payer=payer,
                amount=amount,
                label=label,
                formula=formula,
                sources=self.sources(uses, with_rule=with_rule),
            )
        )

    def whole_dong(self, amount: Decimal) -> Dong:
        """``amount`` of the law's own values, which must be whole: the law has no rounding rule for it."""
        if amount != int(amount):
            raise NotWholeDong(
                say(
                    "Phép tính ra {amount} đồng, lẻ đồng: văn bản chưa có quy tắc làm tròn cho mức này.",
                    "The sum comes to {amount} đồng, a fraction: the law has no rounding rule for it.",
                    amount=f"{amount.normalize():f}",
                )
            )
        return int(amount)

    def rounded(self, amount: Decimal) -> Dong:
        """``amount`` of a base that a person chose, halves up; a fraction is told."""
        if amount != int(amount):
            self.warn(
                Said(
                    "Số tiền lẻ đồng được làm tròn đến đồng; văn bản không nêu cách làm tròn.",
                    "A fraction of a đồng is rounded to the đồng; the law does not say how.",
                )
            )
        return round_half_up(amount)

    def payers(self) -> Payers:
        """The sums by payer."""
        sums: dict[Payer, Dong] = {"participant": 0, "state": 0, "local": 0, "employer": 0}
        for line in self.lines:
            sums[line.payer] += line.amount
        return Payers(**sums)

    # --- what must be said ------------------------------------------------------------------------------------------

    def warn(self, said: Said) -> None:
        """Add a warning, once."""
        if said not in self.warnings:
            self.warnings.append(said)

    def warn_open(self, point: str) -> None:
        """Add the warning of an open point of the law."""
        self.warn(self.law.open_points[point])

    def note(self, said: Said) -> None:
        """Add a sentence of explanation, once."""
        if said not in self.notes:
            self.notes.append(said)

    def close(self) -> None:
        """Say what the values used do not settle: announced changes, weak sources, changes inside the paid span."""
        for id in self._used:
            for change in self.law.parameters[id].announced_on(self.on):
                self.warn(change.said)
        for status in ("second_hand", "unconfirmed"):
            self._warn_of(status)
        checked = min((value.checked for value in self.parameters), default=None)
        if checked is not None and self.on > checked:
            self.warn(
                say(
                    "Ngày {on} ở sau lần đối chiếu pháp luật cuối cùng ({checked}): các mức có thể đổi.",
                    "{on} is after the law was last checked ({checked}): values may change.",
                    on=self.on,
                    checked=checked,
                )
            )
        for id, value in self._used.items():
            if id not in self.open_changes and not (id in self._limits and self.is_locked_in):
                self._tell_changes(self.law.parameters[id], value)

    def _warn_of(self, status: Status) -> None:
        weak = [value for id, value in self._used.items() if value.status == status and id not in self._limits]
        if not weak:
            return
        names = [self._shown(value) for value in weak]
        listed = Said("; ".join(one.vi for one in names), "; ".join(one.en for one in names))
        words = STATUS_WORDS[status]
        self.warn(
            Said(
                f"{words.vi[:1].upper()}{words.vi[1:]}: {listed.vi}.",
                f"{words.en[:1].upper()}{words.en[1:]}: {listed.en}.",
            )
        )

    def _shown(self, value: Value) -> Said:
        name = self.law.parameters[value.parameter].name
        return say(
            "{name} {value} ({text})",
            "{name} {value} ({text})",
            name=name,
            value=shown_value(value),
            text=value.citation.text.title,
        )

    def _tell_changes(self, parameter: Parameter, now: Value) -> None:
        """A value that changes before the paid months end: what was paid stays as it is."""
        end = add_months(self.on, self.months if self.months_ahead is None else self.months_ahead)
        for value in parameter.values:
            if self.on < value.period.start < end and value.value != now.value:
                self._tell_change(parameter.name, value.period.start, shown_value(value))
        for change in parameter.announced:
            if self.on < change.start < end:
                self._tell_change(parameter.name, change.start, Said("mức mới chưa rõ", "a value not yet known"))

    def _tell_change(self, name: Said, start: date, value: Said) -> None:
        if self.is_locked_in:
            self.note(
                say(
                    "{name} đổi từ {start} ({value}): phần đã đóng trước không đóng bù, không hoàn lại.",
                    "{name} changes on {start} ({value}): what is paid before is neither topped up nor refunded.",
                    name=name,
                    start=start,
                    value=value,
                )
            )
        else:
            self.warn(
                say(
                    "{name} đổi từ {start} ({value}): các tháng sau đó tính lại.",
                    "{name} changes on {start} ({value}): months after it are computed anew.",
                    name=name,
                    start=start,
                    value=value,
                )
            )


def shown_value(value: Value) -> Said:
    """A value as papers write it: 1.490.000 đồng, 4,5%, 120 tháng."""
    if value.unit in ("share", "share/month"):
        share = Decimal(value.value)
        suffix = Said("/tháng", " a month") if value.unit == "share/month" else Said("", "")
        return Said(shown_share(share, "vi") + suffix.vi, shown_share(share, "en") + suffix.en)
    if value.unit == "factor":
        number = f"{Decimal(value.value).normalize():f}"
        return Said(f"{number.replace('.', ',')} lần", f"{number} times")
    words = {
        "VND": Said("đồng", "đồng"),
        "VND/month": Said("đồng/tháng", "đồng a month"),
        "months": Said("tháng", "months"),
        "years": Said("năm", "years"),
        "days": Said("ngày", "days"),
    }
    return say("{n} {unit}", "{n} {unit}", n=int(value.value), unit=words[value.unit])
