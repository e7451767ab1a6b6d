"""The public calculator: what to pay, who pays the rest and why, for anybody, without a login or a name.

The form is sent in the address, so that a result is a link; nothing in it is about a person.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

import baophu
from baophu.contributions.forms import Asked, ask
from baophu.contributions.fragment import quote_fragment
from baophu.contributions.quote_fields import FIELDS_OF, Field
from baophu.law.errors import LawFaults
from baophu.law.office import files_of_home, law_of_home
from baophu.law.parameters import Law
from baophu.law.said import Said
from baophu.law.schemes import SCHEMES

log = logging.getLogger(__name__)

USUAL = {
    "health.household": Said("Cả nhà cùng tham gia, người sau đóng ít hơn", "The whole family joins; later members pay less"),
    "health.student": Said("Đóng ở trường, nhà nước đóng một phần", "Paid at school; the State pays a part"),
    "voluntary_si": Said("Để có lương hưu, chọn mức thu nhập", "For a pension, on an income one chooses"),
}  # fmt: skip
WORDS = {
    "title": Said("Tính mức đóng bảo hiểm", "What insurance costs"),
    "lead": Said(
        "Biết ngay phải đóng bao nhiêu, nhà nước đóng giúp bao nhiêu, và điều luật nào quy định. Không cần khai họ tên.",
        "What is to be paid, how much the State pays, and which article says so. No name is needed.",
    ),
    "error": Said("Lỗi", "Error"),
    "wrong": Said("Chưa tính được", "Nothing could be worked out"),
    "mend": Said("Sửa những ô đã đánh dấu rồi bấm Tính mức đóng.", "Mend the marked fields, then press Work it out."),
    "scheme": Said("Loại bảo hiểm", "Insurance"),
    "others": Said("Loại khác", "Other schemes"),
    "switch": Said(
        "Bấm Tính mức đóng để hiện các ô của loại vừa chọn.", "Press Work it out to see the fields of this scheme."
    ),
    "more": Said("Chi tiết khác", "Further details"),
    "submit": Said("Tính mức đóng", "Work it out"),
    "result": Said("Kết quả", "Result"),
    "wait": Said("Điền ô còn trống rồi bấm Tính mức đóng.", "Fill in the empty field, then press Work it out."),
    "link": Said("Liên kết của kết quả này", "Link to this result"),
    "closed": Said(
        "Tệp quy định của cơ quan có lỗi nên tạm ngừng tính. Quản trị viên xem nhật ký của chương trình.",
        "The office's own law files are wrong, so nothing is worked out. The administrator finds the faults in the log.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field as the page shows it."""

    name: str
    label: str
    hint: str
    kind: str
    value: str
    error: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScheme:
    """One scheme to choose; ``said`` is its second line."""

    id: str
    name: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownForm:
    """The form and what came of it."""

    scheme: str
    usual: list[ShownScheme]
    others: list[ShownScheme]
    main: list[ShownField]
    more: list[ShownField]
    is_more_open: bool
    whole_error: str
    answer: SafeString | None
    link: str


@require_safe
def quote_page(request: HttpRequest) -> HttpResponse:
    """The form with the answer beside it; a wrong field keeps what was typed and says how to put it right."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {"words": {name: said.in_(language) for name, said in WORDS.items()}, "version": baophu.__version__}
    law = office_law(settings.HOME.path)
    if isinstance(law, LawFaults):
        return render(request, "contributions/quote_closed.html", context, status=503)
    asked = ask(request.GET.dict(), law, timezone.localdate(), language)
    form = _shown_form(asked, law, language)
    wrong = [one for one in form.main + form.more if one.error]
    return render(request, "contributions/quote.html", {**context, "form": form, "wrong": wrong})


# --- the office's law -----------------------------------------------------------------------------------------------


def office_law(home: Path) -> Law | LawFaults:
    """The law of the office's home, read again when one of its files has changed."""
    stamps = ((path, path.stat()) for path in files_of_home(home))
    return _read_law(home, tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in stamps))


@lru_cache(maxsize=1)
def _read_law(home: Path, stamps: tuple[tuple[str, int, int], ...]) -> Law | LawFaults:
    """``stamps`` tells one state of the folder from another."""
    try:
        return law_of_home(home)
    except LawFaults as faults:
        log.error("%s", faults.message("en"))
        return faults


# --- the form as it is shown ----------------------------------------------------------------------------------------


def _shown_form(asked: Asked, law: Law, language: str) -> ShownForm:
    schemes = [_shown_scheme(id, language) for id in FIELDS_OF]
    main, more = (
        [_shown_field(one, asked, language) for one in part] for part in (asked.fields.main, asked.fields.more)
    )
    filled = {name: text for name, text in asked.typed.items() if text}
    whole = asked.errors.get("")
    return ShownForm(
        scheme=asked.scheme,
        usual=[one for one in schemes if one.id in USUAL],
        others=[one for one in schemes if one.id not in USUAL],
        main=main,
        more=more,
        is_more_open=any(
            one.error or one.value != field.default for one, field in zip(more, asked.fields.more, strict=True)
        ),
        whole_error=whole.in_(language) if whole else "",
        answer=quote_fragment(asked.answer, language, law=law) if asked.answer else None,
        link=urlencode({"scheme": asked.scheme, **filled, "lang": language}),
    )


def _shown_scheme(id: str, language: str) -> ShownScheme:
    return ShownScheme(
        id=id, name=SCHEMES[id].name.in_(language), said=USUAL[id].in_(language) if id in USUAL else ""
    )  # fmt: skip


def _shown_field(field: Field, asked: Asked, language: str) -> ShownField:
    error = asked.errors.get(field.name)
    return ShownField(
        name=field.name,
        label=field.label.in_(language),
        hint=field.hint.in_(language) if field.hint else "",
        kind=field.kind,
        value=asked.typed[field.name],
        error=error.in_(language) if error else "",
        choices=[(value, words.in_(language)) for value, words in field.choices],
    )
