"""What every answer gets: a strict content security policy, and the language that was asked for.

Nothing inline is allowed, neither style nor script, and nothing from another address.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_YEAR = 365 * 24 * 3600


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Put the policy on every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def language_of_request(get_response: GetResponse) -> GetResponse:
    """Vietnamese unless ``?lang=`` asks otherwise; the choice is kept in a cookie."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = next((code for code in (asked, kept) if code in known), settings.LANGUAGE_CODE)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked in known:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, max_age=_YEAR, samesite="Lax", httponly=True)
        return response

    return middleware
