"""Django's settings, one module for one PC (SQLite) and a server (PostgreSQL by ``DATABASE_URL``).

Everything that differs between installations comes from the data folder (``BAOPHU_HOME``) and the environment; nothing
is read from the network. :func:`baophu.web.setup.start` sets the folder and loads Django with this module.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.utils import get_random_secret_key

from baophu.web.database import database_settings
from baophu.web.home import Home, home_from_environment
from baophu.web.sqlite_build import use_bundled_sqlite

use_bundled_sqlite()

HOME = Home(home_from_environment().resolve())
_HERE = Path(__file__).resolve().parent


def _secret_key(home: Home) -> str:
    """The home's key; a passing one where no home was made yet (type checking, making migrations)."""
    return home.secret_key.read_text(encoding="utf-8") if home.secret_key.exists() else get_random_secret_key()


SECRET_KEY = _secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1", "localhost", "[::1]",
    *filter(None, os.environ.get("BAOPHU_ALLOWED_HOSTS", "").split(",")),
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "baophu.areas",
    "baophu.accounts",
    "baophu.jobs",
    "baophu.contributions",
    "baophu.intake",
    "baophu.coverage",
    "baophu.reports",
    "baophu.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "baophu.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "baophu.web.middleware.language_of_request",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "baophu.web.urls"
WSGI_APPLICATION = "baophu.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
            "string_if_invalid": "",
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": database_settings(HOME, os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "baophu.web.formats"

STATIC_URL = "/static/"
LOGGING_CONFIG = None

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS: list[str] = []
