"""The public calculator: every scheme in both languages, the figures of the law, and whatever anybody types."""

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import baophu.contributions
from baophu.contributions.fragment import quote_fragment
from baophu.contributions.quote_fields import FIELDS_OF
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.law.said import say

TEMPLATES = Path(baophu.contributions.__file__).parent / "templates"
STATIC = Path(baophu.contributions.__file__).parent.parent / "web" / "static"
FIVE = {"scheme": "health.household", "on": "22/03/2021", "months": "12", "members": "5"}
WAGE = {"compulsory": {"wage": "9000000"}}
JUNK = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "9" * 400,
    "-1",
    "0",
    "abc",
    "1e9",
    "\u0000",
    "{x}",
    "%s",
)


class Page(HTMLParser):
    """The tags of a page, and the fields that have a label."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(client: Client, query: dict[str, str]) -> str:
    answer = client.get("/quote/", query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scheme", FIELDS_OF)
def test_page_when_a_scheme_is_chosen_then_its_fields_and_its_answer(
    client: Client, scheme: str, language: str
) -> None:
    html = page_of(client, {"scheme": scheme, "on": "01/10/2025", "lang": language, **WAGE.get(scheme, {})})
    page = Page(html)
    assert f'<html lang="{language}">' in html
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert 'class="big"' in html
    labelled = {one.get("for") for one in page.all("label")}
    fields = [one for one in page.all("input") if one.get("type") not in ("hidden", "radio")] + page.all("select")
    assert {one["id"] for one in fields} <= labelled
    assert len({one["id"] for _, one in page.tags if "id" in one}) == len([one for _, one in page.tags if "id" in one])
    assert [one for one in page.all("section") if one.get("aria-live") == "polite"]
    assert not page.all("script")
    assert not page.all("style")
    assert not re.search(r"--[a-z]", re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_when_five_people_pay_then_the_figures_of_the_quote(client: Client, language: str) -> None:
    html = page_of(client, {**FIVE, "lang": language})
    held = quote(QuoteRequest(scheme="health.household", on=date(2021, 3, 22), months=12, members=5))
    for amount in [held.payers.participant, *(line.amount for line in held.lines)]:
        assert say("{n}", "{n}", n=amount).in_(language) in html
    for line in held.lines:
        assert line.formula.in_(language) in html
    for source in held.rule_sources:
        assert source.said.in_(language) in html
    head = {
        "vi": "Hộ 5\u00a0người, 12\u00a0tháng, đóng ngày 22/03/2021",
        "en": "Household of\u00a05, 12\u00a0months, paid on 22/03/2021",
    }
    assert head[language] in html
    assert {"vi": "42.912 đồng", "en": "42,912 đồng"}[language] in html


def test_page_when_others_pay_too_then_says_who_and_what_together(client: Client) -> None:
    html = page_of(client, {"scheme": "health.student", "on": "22/03/2021"})
    assert "Ngân sách nhà nước đóng 241.380 đồng." in html
    assert re.search(r"Tổng cộng</dt><dd>804\.600", html)


def test_page_when_a_value_is_not_confirmed_then_a_word_beside_the_shape(client: Client) -> None:
    html = page_of(client, {"scheme": "compulsory", "on": "15/06/2016", "wage": "9000000"})
    assert re.search(r'class="flat doubt"><svg.*?</svg>chưa được xác nhận', html)
    assert re.search(r'class="note warn">.*?Lưu ý', html, re.DOTALL)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scheme", FIELDS_OF)
def test_page_when_anything_is_typed_then_an_answer_or_an_error_and_nothing_unescaped(
    client: Client, scheme: str, language: str
) -> None:
    for field in FIELDS_OF[scheme].all:
        for junk in JUNK:
            html = page_of(
                client,
                {"scheme": scheme, "on": "01/10/2025", **WAGE.get(scheme, {}), "lang": language, field.name: junk},
            )
            assert "<script" not in html
            assert "<img" not in html
            assert ('role="alert"' in html) != ('class="big"' in html)


def test_page_when_a_field_is_wrong_then_summary_title_and_field_say_so_and_keep_it(client: Client) -> None:
    html = page_of(client, {**FIVE, "members": "0"})
    assert "<title>Lỗi: " in html
    assert 'href="#f-members"' in html
    assert 'value="0" maxlength="60" inputmode="numeric" autocomplete="off" aria-invalid="true"' in html
    assert 'aria-describedby="e-members h-members"' in html
    assert html.count("Phải từ 1 đến 20, không phải 0") == 2
    assert 'value="22/03/2021"' in html


def test_page_when_a_date_has_no_rule_then_the_days_that_have(client: Client) -> None:
    assert "Choose a date from 01/01/2015" in page_of(client, {**FIVE, "on": "22/03/2014", "lang": "en"})


def test_page_when_the_language_is_changed_then_what_was_typed_stays(client: Client) -> None:
    links = [one["href"] or "" for one in Page(page_of(client, FIVE)).all("a") if one.get("hreflang") == "en"]
    assert "members=5" in links[0]
    assert "Household of" in client.get(f"/quote/{links[0]}").content.decode()


def test_result_when_its_link_is_followed_then_the_same_result(client: Client) -> None:
    html = page_of(client, {"scheme": "voluntary_si", "on": "22/03/2021", "method": "quarterly", "group": "poor"})
    link = next(
        one["href"] or ""
        for one in Page(html).all("a")
        if "scheme=" in (one["href"] or "") and "lang=vi" in (one["href"] or "")
    )
    panel = re.compile(r'<div class="quote">.*?</section>', re.DOTALL)
    assert panel.findall(html) == panel.findall(client.get(link).content.decode())


def test_page_when_answered_then_the_policy_of_the_site(client: Client) -> None:
    answer = client.get("/quote/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert client.post("/quote/").status_code == 405


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_calculator_template_when_read_then_nothing_is_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r" style=|<style|<script| on[a-z]+=|\|safe", text)


def test_styles_when_read_then_every_file_they_name_is_there_and_none_is_elsewhere() -> None:
    named = [
        (sheet, address)
        for sheet in STATIC.rglob("*.css")
        for address in re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8"))
    ]
    assert len(named) == 9
    assert [address for sheet, address in named if not (sheet.parent / address).is_file()] == []


def test_fragment_when_made_from_a_quote_then_safe_html_in_the_language() -> None:
    held = quote(QuoteRequest(scheme="health.copay_threshold", on=date(2021, 3, 22), factor=Decimal("0.15")))
    html = quote_fragment(held, "en")
    assert "Threshold" in html
    assert "223,500 đồng" in html
    assert hasattr(html, "__html__")


# --- the office's own law -------------------------------------------------------------------------------------------

OWN = """texts:
  nq-hdnd-99-2020: {vi: Nghị quyết <b>của ta</b>, en: Our resolution, issued: 2020-01-01, recalled: [issued]}
topic: {vi: Của ta, en: Ours}
parameters:
  local.99.health.student:
    vi: "Nơi ta hỗ trợ thêm: học sinh"
    en: "Our place adds: pupils"
    unit: share
    gaps: {vi: Chỉ nghị quyết này., en: Only this one.}
    values:
      - {value: 0.2, from: 2020-01-01, text: nq-hdnd-99-2020, article: Điều 1, status: authority, checked: 2020-01-02, seen: [ta]}
"""


def test_own_law_when_added_and_changed_then_the_page_follows(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", type(settings.HOME)(tmp_path))
    query = {"scheme": "health.student", "on": "22/03/2021", "area": "99"}
    assert "Chọn một mục trong danh sách" in page_of(client, query)
    (tmp_path / "law").mkdir()
    own = tmp_path / "law" / "ours.yaml"
    own.write_text(OWN, encoding="utf-8")
    html = page_of(client, query)
    assert "Ngân sách địa phương đóng 160.920 đồng." in html
    assert "Nghị quyết &lt;b&gt;của ta" in html
    own.write_text(OWN.replace("value: 0.2", "value: 0.3"), encoding="utf-8")
    os.utime(own, ns=(1, 1))
    assert "Ngân sách địa phương đóng 241.380 đồng." in page_of(client, query)


def test_own_law_when_faulty_then_nothing_is_worked_out_and_the_log_has_the_faults(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "HOME", type(settings.HOME)(tmp_path))
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "ours.yaml").write_text("parameters: [", encoding="utf-8")
    answer = client.get("/quote/")
    assert answer.status_code == 503
    assert "tạm ngừng tính" in answer.content.decode()
    assert str(tmp_path) not in answer.content.decode()
    assert "ours.yaml" in caplog.text
