"""Settings of the web application. What a host may choose comes from the environment: ``docs/running.md``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from hofte.diary.where import default_path

HERE = Path(__file__).parent
DATA = default_path().parent
#: Pages of this house, as ``hofte import`` writes them: ``da/hip-thrust.md``.
CONTENT = Path(os.environ.get("HOFTE_CONTENT") or DATA / "content")
#: A folder of pages that are being written, shown as they are at ``/writing/``; drafts too.
WATCHED = os.environ.get("HOFTE_WATCH")


def _secret_key() -> str:
    """The host's key, or one made at the first start and kept beside the database, readable by its owner only."""
    if key := os.environ.get("HOFTE_SECRET_KEY"):
        return key
    file = DATA / "secret-key"
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        DATA.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(50)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(key)
    except FileExistsError:  # another worker was faster
        return file.read_text(encoding="ascii")
    return key


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("HOFTE_DEBUG") == "1"
ALLOWED_HOSTS = _list("HOFTE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("HOFTE_ORIGINS", "")
#: ``hofte serve --lan`` answers phones over https with a certificate of this machine's own.
LAN = os.environ.get("HOFTE_LAN") == "1"
HTTPS = LAN or os.environ.get("HOFTE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "hofte.web.site",
    "hofte.web.people",
    "hofte.web.library",
    "hofte.web.search",
    "hofte.web.linking",
    "hofte.web.training",
    "hofte.web.programmes",
    "hofte.web.calculators",
    "hofte.web.writing",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hofte.web.serving.static.StaticFilesMiddleware",
    "hofte.web.serving.compress.CompressMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hofte.web.site.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hofte.web.people.middleware.PersonMiddleware",
    "hofte.web.site.errors.StoreDownMiddleware",
]
ROOT_URLCONF = "hofte.web.urls"
ASGI_APPLICATION = "hofte.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "csp.context_processors.nonce",
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Storage ---------------------------------------------------------------------------------------------------------
# SQLite in one file unless HOFTE_DATABASE_URL names a PostgreSQL; the same code and the same tests on both.


def _databases() -> dict[str, Any]:
    if url := os.environ.get("HOFTE_DATABASE_URL"):
        server = dj_database_url.parse(url, conn_health_checks=True)
        # Each request has a thread of its own; connections are shared among them by a pool.
        server.setdefault("OPTIONS", {}).setdefault("pool", {"min_size": 1, "max_size": 10, "timeout": 10})
        return {"default": server}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "hofte.sqlite3",
            "OPTIONS": {
                # Writers queue instead of failing half-way; FULL, since an acknowledged repetition is never lost.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # What is deleted is overwritten, not only forgotten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    }


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Languages -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("da", _("Danish")), ("nb", _("Norwegian bokmål"))]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-hofte-language" if HTTPS else "hofte-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("HOFTE_TIME_ZONE", "Europe/Copenhagen")

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Security (ASVS 5.0: 3.3, 3.4) -----------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "__Host-hofte" if HTTPS else "hofte"
SESSION_COOKIE_AGE = 400 * 24 * 3600  # a profile without an account lives as long as a browser keeps a cookie
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-hofte-csrf" if HTTPS else "hofte-csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Not for a machine's own certificate: a browser would demand https of everything else on "localhost" too.
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS and not LAN else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and not LAN
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("HOFTE_BEHIND_PROXY") == "1" else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "report-uri": "/csp-report/",
    }
}

#: What time it is in a live session, and how often its sensor is read.
LIVE_PACE = "hofte.web.training.pace.Pace"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "hofte": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        # Anybody can send any host; it is refused, and that is all.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
