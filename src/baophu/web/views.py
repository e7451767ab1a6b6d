"""The overview, the health answer and the error pages.

There is no login yet, so these pages show counts only and nothing about a person; `serve` listens on this machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import baophu
from baophu.web.overview import read_overview


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What an error page says: what, why, what to do."""

    title: str
    sentence: str


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How much was received, what is running, what was done: counts, newest first."""
    return render(request, "web/overview.html", {"overview": read_overview(), "version": baophu.__version__})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the programme answers and reaches its database; for machines."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database_unreachable", "version": baophu.__version__}, status=503)
    return JsonResponse({"status": "ok", "version": baophu.__version__})


def _trouble(request: HttpRequest, status: int, trouble: Trouble) -> HttpResponse:
    return render(request, "web/trouble.html", {"trouble": trouble, "version": baophu.__version__}, status=status)


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    """No page at this address; the same answer as for a page one may not see."""
    sentence = _("There is no page at this address, or you may not see it. Go back to the overview.")
    return _trouble(request, 404, Trouble(title=_("Page not found"), sentence=sentence))


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault; the traceback is in the log."""
    sentence = _(
        "The programme met a fault of its own and has written it to its log. Your data is as it was; try again."
    )
    return _trouble(request, 500, Trouble(title=_("Something went wrong"), sentence=sentence))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is not allowed (a stale form, mostly)."""
    sentence = _("This request is not allowed. Load the page again and repeat the step.")
    return _trouble(request, 403, Trouble(title=_("Not allowed"), sentence=sentence))


def bad_request(request: HttpRequest, exception: BadRequest) -> HttpResponse:
    """The request cannot be understood."""
    sentence = _("The request could not be understood. Go back to the overview.")
    return _trouble(request, 400, Trouble(title=_("Request not understood"), sentence=sentence))
