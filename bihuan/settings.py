"""Wiring. Everything an office may change comes from the environment; nothing about one city is here."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent
#: Where the running product keeps its database, files and keys.
DATA_DIR = Path(os.environ.get("BIHUAN_DATA", Path.cwd() / "var")).resolve()
#: Demo mode loads the demo city and shows the switcher between its cast. Never set it on a real city.
DEMO = os.environ.get("BIHUAN_DEMO") == "1"
#: Everybody of the demo's cast signs in with it.
DEMO_PASSWORD = os.environ.get("BIHUAN_DEMO_PASSWORD", "bihuan-demo")
DEBUG = os.environ.get("BIHUAN_DEBUG") == "1"


def _kept_secret(name: str) -> str:
    """A secret from the environment, or one made on first use and kept in the data folder, readable by its owner only."""
    if value := os.environ.get(name):
        return value
    kept = DATA_DIR / "secrets" / name.lower()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process made it between our look and our write
            pass
    return kept.read_text().strip()


SECRET_KEY = _kept_secret("BIHUAN_SECRET_KEY")
#: Key material of the encrypted personal fields and their blind index (see bihuan.privacy).
PERSONAL_DATA_KEY = _kept_secret("BIHUAN_PERSONAL_DATA_KEY")

#: Suggestions at the desk. Without them everything is typed, and nothing else changes.
TRIAGE = os.environ.get("BIHUAN_TRIAGE", "1") == "1"
#: Seconds after which a process looks whether another model or other thresholds are in force.
TRIAGE_LOOK_AGAIN: int | None = 20
#: An endpoint of OpenAI's chat completions that may be asked as well; none is, unless it is named here.
LANGUAGE_MODEL: dict[str, Any] = {
    "url": os.environ.get("BIHUAN_LANGUAGE_MODEL_URL", ""),
    "model": os.environ.get("BIHUAN_LANGUAGE_MODEL", ""),
    "key": os.environ.get("BIHUAN_LANGUAGE_MODEL_KEY", ""),
    "seconds": float(os.environ.get("BIHUAN_LANGUAGE_MODEL_SECONDS", "4")),
    "calls_a_day": int(os.environ.get("BIHUAN_LANGUAGE_MODEL_CALLS_A_DAY", "500")),
    "tokens_a_day": int(os.environ.get("BIHUAN_LANGUAGE_MODEL_TOKENS_A_DAY", "500000")),
}

ALLOWED_HOSTS = os.environ.get("BIHUAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
#: How many proxies stand before us that we trust to say in X-Forwarded-For where a visitor comes from.
TRUSTED_PROXIES = int(os.environ.get("BIHUAN_TRUSTED_PROXIES", "0"))
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BIHUAN_TRUSTED_ORIGINS", "").split(",") if o]


#: PgBouncer in transaction mode pools for us, and gives each transaction another connection.
PGBOUNCER = os.environ.get("BIHUAN_PGBOUNCER") == "1"
_BEHIND_PGBOUNCER: dict[str, Any] = {"prepare_threshold": None}
# The pool replaces persistent connections; prepared statements save planning on the hot acts.
_POOLED: dict[str, Any] = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "server_side_binding": True,
    "prepare_threshold": 3,
}


def database_from_url(url: str) -> dict:
    """Turn ``postgresql://user:password@host:port/name?host=/socket/folder`` into Django's settings.

    Raises ``ValueError`` for any other scheme: PostgreSQL is the only database this product runs on.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme}://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "bihuan",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        **({"CONN_MAX_AGE": 60, "DISABLE_SERVER_SIDE_CURSORS": True} if PGBOUNCER else {"CONN_MAX_AGE": 0}),
        "OPTIONS": (_BEHIND_PGBOUNCER if PGBOUNCER else _POOLED) | query,
    }


DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", "postgresql:///bihuan"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "bihuan.ledger",
    "bihuan.organisations",
    "bihuan.calendars",
    "bihuan.grids",
    "bihuan.knowledge",
    "bihuan.duties",
    "bihuan.work_orders",
    "bihuan.triage",
    "bihuan.notifications",
    "bihuan.intake",
    "bihuan.supervision",
    "bihuan.letters",
    "bihuan.command_centre",
    "bihuan.statistics",
    "bihuan.website",
    "bihuan.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bihuan.website.middleware.ForPages",
]
#: What programs under /api/ do not need and are not charged for.
PAGE_MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bihuan.organisations.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "bihuan.urls"
WSGI_APPLICATION = "bihuan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

AUTH_USER_MODEL = "organisations.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

#: Seconds after which a process looks whether a new calendar or new limits were imported.
CALENDAR_LOOK_AGAIN: int | None = 20

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "attachments"


def s3_storage(bucket: str, endpoint: str | None) -> dict[str, object]:
    """Attachments in an S3-compatible store: private, never overwritten, read through the product alone."""
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "file_overwrite": False,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


if bucket := os.environ.get("BIHUAN_S3_BUCKET"):
    STORAGES["default"] = s3_storage(bucket, os.environ.get("BIHUAN_S3_ENDPOINT"))

CSRF_FAILURE_VIEW = "bihuan.website.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if os.environ.get("BIHUAN_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

EMAIL_HOST = os.environ.get("BIHUAN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("BIHUAN_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("BIHUAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BIHUAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("BIHUAN_SMTP_TLS") == "1"
#: Where the pages are reached from outside; mails lead there.
PUBLIC_URL = os.environ.get("BIHUAN_PUBLIC_URL", "http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("BIHUAN_MAIL_FROM", "bihuan@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("BIHUAN_LOG", "WARNING")},
}
