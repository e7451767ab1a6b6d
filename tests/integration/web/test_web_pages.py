"""The pages: counts only, both languages, a strict policy, and errors that say what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import path

from baophu.intake.models import Snapshot
from baophu.jobs.actions import enqueue_job, run_recorded
from baophu.web import urls

pytestmark = pytest.mark.django_db

AT = datetime(2021, 3, 13, 5, 0, tzinfo=UTC)
TEMPLATES = Path(urls.__file__).parent / "templates"


def _break(request: object) -> None:
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("broken", _break)]
handler404, handler500 = urls.handler404, urls.handler500


def _snapshot() -> Snapshot:
    return Snapshot.objects.create(
        id="ab12", kind="roster", source_name="Lop 4A Nguyen Van A.xlsx", sha256="0" * 64, received_at=AT,
        sender="Cô Hoa", rows=1_234, accepted=1_230, rejected=4,
    )  # fmt: skip


def test_overview_when_nothing_is_there_then_says_how_to_begin(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Chưa nhận dữ liệu nào" in page
    assert '<html lang="vi">' in page
    assert page.count("<h1>") == page.count("<main") == 1


def test_overview_when_files_are_there_then_counts_and_no_personal_field(client: Client) -> None:
    _snapshot()
    enqueue_job("review", arguments={"roster": "Nguyen Van A.xlsx"}, at=AT)
    with run_recorded("review"):
        pass
    page = client.get("/").content.decode()
    assert "1.234" in page
    assert "đã công bố" in page
    assert "đang chờ" in page
    assert "Nguyen" not in page
    assert "Cô Hoa" not in page


def test_overview_when_english_is_asked_for_then_kept_for_the_next_page(client: Client) -> None:
    _snapshot()
    assert "1 received file with 1,234 rows" in client.get("/?lang=en").content.decode()
    assert '<html lang="en">' in client.get("/").content.decode()
    assert '<html lang="vi">' in client.get("/?lang=vi").content.decode()
    assert '<html lang="vi">' in client.get("/?lang=xx").content.decode()


@pytest.mark.parametrize("address", ["/", "/healthz", "/nowhere"])
def test_page_when_answered_then_has_a_policy_without_anything_inline(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_template_when_read_then_nothing_is_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert " onclick=" not in text
    assert "|safe" not in text


def test_health_when_all_is_well_then_ok(client: Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"


def test_health_when_database_is_gone_then_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "database_unreachable")


def test_page_when_missing_then_says_so_in_both_languages(client: Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "Page not found" in client.get("/nowhere?lang=en").content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_page_when_broken_then_a_sentence_and_no_traceback(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "Chương trình gặp lỗi" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_page_when_asked_for_under_another_name_then_refused(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/healthz"])
def test_page_when_posted_to_then_405(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
