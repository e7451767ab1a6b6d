"""The law's values as objects: a parameter is a series of dated values, each with the text and article that set it.

Nothing here reads a file (:mod:`baophu.law.loading` does) and nothing has a default: a value that is not in force on a
date is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from baophu.kernel.period import Period
from baophu.law.errors import NoRuleInForce
from baophu.law.said import Said, say

Status = Literal["authority", "press", "second_hand", "unconfirmed"]
Unit = Literal["VND", "VND/month", "share", "share/month", "factor", "months", "years", "days"]

NOT_LOOKED_UP = "chưa đối chiếu"
"""The article of a citation of which only the text is known."""
STATUS_WORDS: Mapping[Status, Said] = {
    "authority": Said("cơ quan có thẩm quyền xác nhận", "confirmed by an authority"),
    "press": Said("báo chí, cổng pháp luật xác nhận", "confirmed by the press or a legal portal"),
    "second_hand": Said("theo nguồn thứ cấp, chưa đối chiếu văn bản gốc", "second-hand, not held against the text"),
    "unconfirmed": Said("chưa được xác nhận", "unconfirmed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """One law, decree, decision or letter; ``issued`` is an ISO date, cut to year or month where only that is known."""

    id: str
    title: Said
    issued: str
    recalled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article of a text; ``is_recalled`` where the article's number was not seen in a source."""

    text: LegalText
    article: str
    is_recalled: bool = False

    @property
    def said(self) -> Said:
        """The citation as papers write it: Điều 7 khoản 1 điểm e Nghị định 146/2018/NĐ-CP."""
        title = self.text.title
        if self.article == NOT_LOOKED_UP:
            return Said(f"{title.vi} (điều khoản chưa đối chiếu)", f"{title.en} (article not yet looked up)")
        return Said(f"{self.article} {title.vi}", f"{_english_article(self.article)}, {title.en}")

    def is_part_of(self, other: Citation) -> bool:
        """Whether the other names a narrower place of the same text (Điều 7 khoản 1 for Điều 7)."""
        wider = self.article == NOT_LOOKED_UP or other.article.startswith(f"{self.article} ")
        return self.text.id == other.text.id and self.article != other.article and wider


def _english_article(article: str) -> str:
    for vi, en in (("Điều", "Article"), ("điều", "article"), ("khoản", "clause"), ("điểm", "point")):
        article = article.replace(vi, en)
    return article


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a parameter: whole đồng or a count (int), or a share (Decimal), in force during ``period``.

    ``seen`` names where it was read, ``recalled`` the fields of the record that are general knowledge. A value with a
    ``condition`` holds for some of its group only and is never applied without being asked for.
    """

    parameter: str
    value: int | Decimal
    unit: Unit
    period: Period
    citation: Citation
    status: Status
    checked: date
    seen: tuple[str, ...] = ()
    recalled: frozenset[str] = frozenset()
    note: Said | None = None
    condition: Said | None = None
    also_cited: Citation | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The text that set the value, and the one that applies it here, where that is another."""
        return (self.citation,) if self.also_cited is None else (self.citation, self.also_cited)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A value that was enacted and never came into force."""

    value: int | Decimal
    start: date
    citation: Citation
    stopped_by: Citation
    status: Status
    checked: date
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A change that is enacted while the new value is not: quotes from ``start`` on carry its sentence."""

    start: date
    citation: Citation
    said: Said
    status: Status
    checked: date
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One series of values, oldest first; ``gaps`` says why it may have holes."""

    id: str
    name: Said
    unit: Unit
    values: tuple[Value, ...]
    planned: tuple[Planned, ...] = ()
    announced: tuple[Announced, ...] = ()
    gaps: Said | None = None
    file: str = ""

    def on(self, day: date) -> Value | None:
        """The value in force on ``day``; None where there is none."""
        return next((value for value in self.values if value.period.contains(day)), None)

    def announced_on(self, day: date) -> tuple[Announced, ...]:
        """The changes that are known to have come by ``day`` without a known value."""
        return tuple(change for change in self.announced if change.start <= day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """All parameters, texts and open points of one load, looked up by id."""

    parameters: Mapping[str, Parameter]
    texts: Mapping[str, LegalText]
    open_points: Mapping[str, Said] = field(default_factory=dict)

    def value(self, id: str, on: date) -> Value:
        """The value of ``id`` in force ``on`` that day; ``NoRuleInForce`` names the dates for which there is one."""
        parameter = self.parameters[id]
        value = parameter.on(on)
        if value is None:
            raise NoRuleInForce(
                say(
                    "Không có {name} nào có hiệu lực ngày {on}. Đã nạp: {known}.",
                    "No {name} is in force on {on}. Held: {known}.",
                    name=Said(parameter.name.vi[:1].lower() + parameter.name.vi[1:], parameter.name.en.lower()),
                    on=on,
                    known=_known(parameter),
                ),
                parameter=id,
                on=on,
            )
        return value

    def cite(self, text: str, article: str) -> Citation:
        """An article of one of our texts; KeyError for a text that is not held."""
        return Citation(text=self.texts[text], article=article)


def _known(parameter: Parameter) -> Said:
    """The spans of days for which values are held, joined where they touch."""
    spans: list[tuple[date, date | None]] = []
    for value in parameter.values:
        start, last = value.period.start, value.period.last_day
        if spans and spans[-1][1] is not None and (start - spans[-1][1]).days == 1:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((start, last))
    parts = [
        say("{start}–{last}", "{start}–{last}", start=a, last=b) if b else say("từ {start}", "from {start}", start=a)
        for a, b in spans
    ]
    return Said("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts))
