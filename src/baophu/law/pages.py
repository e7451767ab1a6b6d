"""The docs page of each scheme, as Markdown, from the same tables and rules that a quote uses.

``tools/law_docs.py`` writes what :func:`pages` gives into ``docs/law``; a test holds the folder against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

from baophu.law.page_tables import AmountTable, Desk, day_text, money
from baophu.law.page_tables_social import TABLES
from baophu.law.page_words import ABOUT, EXAMPLES, ODD, OPTIONS, WHO
from baophu.law.parameters import NOT_LOOKED_UP, STATUS_WORDS, Citation, Law, Parameter, Value
from baophu.law.quote import LAST_DAY, Quote
from baophu.law.request import QuoteRequest, option_name
from baophu.law.scheme import Scheme
from baophu.law.worksheet import shown_value

RECALLED = "\\*"
"""Stands after a part of a record that is general knowledge and was not seen in a source."""
RECALLED_WORDS = f"{RECALLED} kiến thức chung, chưa thấy trong nguồn."
PAYER_WORDS = {
    "participant": "người tham gia",
    "state": "ngân sách nhà nước",
    "local": "ngân sách địa phương (nơi có hỗ trợ thêm)",
    "employer": "người sử dụng lao động",
}
_GENERAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile("|".join(f"^{STATUS_WORDS[status].vi[:1].upper()}{STATUS_WORDS[status].vi[1:]}: "
                            for status in ("second_hand", "unconfirmed"))),
        "Giá trị theo nguồn thứ cấp hoặc chưa được xác nhận: nêu tên từng giá trị đã dùng.",
    ),
    (re.compile(r" đổi từ \d\d/\d\d/\d{4} \("), "Giá trị đổi trong thời gian đã đóng: nêu ngày và mức mới, có đóng bù hay không."),
    (re.compile(r"ở sau lần đối chiếu pháp luật"), "Ngày đóng ở sau lần đối chiếu pháp luật cuối cùng: các mức có thể đổi."),
)  # fmt: skip
_UNUSED = "Một tùy chọn không dùng cho loại hình này: nêu tên tùy chọn."


def scheme_page(scheme: Scheme, law: Law) -> str:
    """The page of one scheme."""
    desk = Desk(scheme, law)
    tables = TABLES[scheme.id](desk)
    for odd in ODD.get(scheme.id, ()):
        desk.ask(odd.on, **odd.options)
    example = desk.ask(desk.today, **EXAMPLES[scheme.id])
    parts = [
        *_head(scheme, desk),
        *_rules(scheme, law),
        "## Số tiền",
        "Mỗi số dưới đây là kết quả của chính phép tính.",
        *(part for one in tables for part in amount_table(one)),
        *_command(scheme, example),
        *_warnings(desk),
        *_parameters(desk),
    ]
    return page(parts)


def page(parts: Iterable[str]) -> str:
    """Paragraphs and tables as one file."""
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int | None = None) -> str:
    """A Markdown table; columns from ``numbers_from`` on are set to the right."""
    right = len(head) if numbers_from is None else numbers_from
    rule = ["---" if column < right else "---:" for column in range(len(head))]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, rule, *rows))


def amount_table(one: AmountTable) -> list[str]:
    """A table of amounts under its title."""
    first_number = next((n for n, cell in enumerate(one.rows[0]) if re.fullmatch(r"[\d.]+%?", cell)), len(one.head))
    return [f"### {one.title}", table(one.head, one.rows, first_number), *one.below]


def _head(scheme: Scheme, desk: Desk) -> list[str]:
    payers = [words for payer, words in PAYER_WORDS.items() if any(getattr(one.payers, payer) for one in desk.quotes)]
    lines = [
        f"- **{WHO.get(scheme.id, 'Người đóng')}:** {', '.join(payers) or 'không có khoản đóng'}.",
        f"- **Ngày đóng tính được:** từ {day_text(scheme.rules[0].start)} đến hết {day_text(desk.last_day)}; "
        "ngày khác là lỗi, có nêu khoảng này.",
        f"- **Số tháng:** {scheme.months.vi}.",
        f"- **Tên trong lệnh:** `{scheme.id}`.",
    ]
    made = "Trang này do `python tools/law_docs.py` lập từ dữ liệu pháp luật của chương trình; đừng sửa tay."
    return [f"# {scheme.name.vi}", ABOUT[scheme.id], "\n".join(lines), f"{made} [Mục lục](README.md)"]


def _rules(scheme: Scheme, law: Law) -> list[str]:
    ends = [rule.last for rule in scheme.rules]
    for n, following in enumerate(scheme.rules[1:]):
        ends[n] = ends[n] or following.start - timedelta(days=1)
    ends[-1] = ends[-1] or LAST_DAY
    rows = [
        (day_text(rule.start), day_text(end or LAST_DAY), "; ".join(law.cite(*one).said.vi for one in rule.cites))
        for rule, end in zip(scheme.rules, ends, strict=True)
    ]
    return ["## Quy định theo thời gian", table(("Từ ngày", "đến hết ngày", "Căn cứ"), rows)]


def _command(scheme: Scheme, example: Quote) -> list[str]:
    options = [
        (f"`{option_name(one.name)}`", OPTIONS[one.name]) for one in fields(QuoteRequest) if one.name in scheme.options
    ]
    parts = [
        "## Lệnh",
        f"```\n{command_text(example.request)}\n```",
        *_answer(example),
        table(("Tùy chọn", "Nghĩa"), [("`--on`", "ngày đóng, viết năm-tháng-ngày; bắt buộc"), *options]),
    ]
    return parts


def command_text(request: QuoteRequest) -> str:
    """The request as it is typed: ``baophu quote health.household --on 2026-11-24 --members 4``."""
    words = [f"baophu quote {request.scheme} --on {request.on}"]
    for one in fields(request):
        if one.name in request.given():
            value = getattr(request, one.name)
            words.append(f"{option_name(one.name)} {','.join(map(str, value)) if isinstance(value, tuple) else value}")
    return " ".join(words)


def _answer(example: Quote) -> list[str]:
    """The lines of the example's answer."""
    if example.amount is not None:
        return [f"Trả lời: {money(example.amount)[0]} đồng."]
    common = [one for one in example.lines[0].sources if all(one in line.sources for line in example.lines)]
    rows = [
        (
            line.label.vi,
            line.formula.vi,
            money(line.amount)[0],
            "; ".join(one.said.vi for one in line.sources if one not in common),
        )
        for line in example.lines
    ]
    columns = ("Khoản", "Cách tính", "Số tiền (đồng)", "Căn cứ riêng")
    used = columns if any(row[3] for row in rows) else columns[:3]
    based = f"Căn cứ{' chung' if len(used) == 4 else ''}: {'; '.join(one.said.vi for one in common)}."
    return [f"Trả lời, cộng {money(example.gross)[0]} đồng:", table(used, [row[: len(used)] for row in rows]), based]


# --- warnings -------------------------------------------------------------------------------------------------------------


def _warnings(desk: Desk) -> list[str]:
    """The warnings and notes that the quotes of the page carried, the changing ones by kind, others by an example."""
    warned = _kinds(said.vi for answer in desk.quotes for said in answer.warnings)
    told = _kinds(said.vi for answer in desk.quotes for said in answer.notes)
    told = [one for one in told if one not in warned]
    parts = [
        "## Cảnh báo và ghi chú",
        "Một phép tính có thể kèm các cảnh báo sau (số trong câu là ví dụ):",
        bullets([*warned, _UNUSED]),
    ]
    return [*parts, "và các ghi chú:", bullets(told)] if told else parts


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def _kinds(sentences: Iterable[str]) -> list[str]:
    """Each kind of sentence once: general kinds in general words, others by the last sentence of the kind."""
    found: dict[str, str] = {}
    general: dict[str, None] = {}
    for sentence in sentences:
        words = next((words for pattern, words in _GENERAL if pattern.search(sentence)), None)
        if words is None:
            found[re.sub(r"\d[\d.,/]*", "#", sentence)] = sentence
        else:
            general[words] = None
    return [*found.values(), *general]


# --- values ---------------------------------------------------------------------------------------------------------------


def _parameters(desk: Desk) -> list[str]:
    checked = f"Đối chiếu lần cuối ngày {day_text(desk.today)}, trừ dòng có ghi ngày khác."
    parts = ["## Các giá trị đã dùng", f"Cả giá trị đã hết hiệu lực. {checked} {RECALLED_WORDS}"]
    for parameter in desk.parameters():
        parts += parameter_part(parameter, desk.today)
    return parts


VALUE_HEAD = ("Từ ngày", "đến hết ngày", "Giá trị", "Căn cứ", "Xác nhận", "Đã đọc ở")


def parameter_part(parameter: Parameter, checked: date) -> list[str]:
    """One parameter with all its dated values, changes that are announced and values that never came into force."""
    parts = [
        f"### {parameter.name.vi}",
        f"`{parameter.id}`" + (f". {parameter.gaps.vi}" if parameter.gaps else ""),
        table(VALUE_HEAD, [value_row(value, checked) for value in parameter.values]),
    ]
    notes = {
        f"{day_text(value.period.start)}: {value.note.vi}": None for value in parameter.values if value.note is not None
    }
    notes |= {
        f"Từ {day_text(one.start)}: {one.said.vi} ({cited(one.citation)}, {STATUS_WORDS[one.status].vi})": None
        for one in parameter.announced
    }
    notes |= {
        f"{shown(parameter, one.value)} từ {day_text(one.start)} ({cited(one.citation)}) không có hiệu lực: "
        f"dừng theo {cited(one.stopped_by)}.": None
        for one in parameter.planned
    }
    return [*parts, bullets(notes)] if notes else parts


def value_row(value: Value, checked: date) -> tuple[str, ...]:
    """One dated value as cells; the day it was checked where that is not ``checked``."""
    start, last = day_text(value.period.start), value.period.last_day
    return (
        start + _mark(value.recalled, "from"),
        (day_text(last) if last else "nay") + _mark(value.recalled, "to"),
        shown_value(value).vi,
        "; ".join(cited(one) for one in value.citations),
        STATUS_WORDS[value.status].vi + ("" if value.checked == checked else f"; đối chiếu {day_text(value.checked)}"),
        "; ".join(value.seen) or "chưa tìm thấy nguồn",
    )


def cited(citation: Citation) -> str:
    """An article as a cell, marked where its number is general knowledge."""
    marked = citation.is_recalled and citation.article != NOT_LOOKED_UP
    return (replace(citation, article=citation.article + RECALLED) if marked else citation).said.vi


def shown(parameter: Parameter, value: int | Decimal) -> str:
    """A value that is not in force, written as its parameter's others are."""
    return shown_value(replace(parameter.values[0], value=value)).vi


def _mark(recalled: frozenset[str], field: str) -> str:
    return RECALLED if field in recalled else ""
