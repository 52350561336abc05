"""All settings, read from the environment; .env.example lists every variable."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django_guid.integrations import CeleryIntegration

from core.log_settings import build_logging

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000" if DEBUG else "").rstrip("/")
DEMO = env.bool("DEMO", default=False)

for name, value in {
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
    "BASE_URL": BASE_URL,
}.items():
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. See .env.example; `make run` sets everything for this machine."
        )
if DEMO and urlsplit(BASE_URL).hostname not in ("127.0.0.1", "localhost"):
    raise ImproperlyConfigured(
        "DEMO=1 signs anybody in with one click: it only starts with BASE_URL on localhost."
    )

HTTPS = BASE_URL.startswith("https://")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if DEMO and TRUSTED_PROXIES:
    raise ImproperlyConfigured("DEMO=1 is for one machine: it does not start behind a proxy.")

INSTALLED_APPS = [
    "casereview",
    "monthly",
    "reviews",
    "pairing",
    "rubrics",
    "cases",
    "comments",
    "people",
    "notifications",
    "files",
    "jobs",
    "audit",
    "core",
    "casereview.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_guid",
    "django_htmx",
]

MIDDLEWARE = [
    "core.headers.HeadersMiddleware",
    "core.health.HealthMiddleware",
    "casereview.prometheus.MetricsMiddleware",
    "core.request_logging.RequestMiddleware",
    "django_guid.middleware.guid_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "people.middleware.SessionLimitsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "people.middleware.TimeZoneMiddleware",
    "core.error_pages.ErrorPagesMiddleware",
]

ROOT_URLCONF = "casereview.urls"
WSGI_APPLICATION = "casereview.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"lucide": "core.templatetags.icons"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casereview.context.page_frame",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL")}
_db = DATABASES["default"]
_db["CONN_MAX_AGE"] = 60
_db["CONN_HEALTH_CHECKS"] = True
if _db.get("OPTIONS", {}).get(
    "host"
):  # a socket folder travels as ?host=, dbshell looks for it in HOST
    _db["HOST"] = _db["OPTIONS"].pop("host")
_db.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Pages wait less than tasks. Commands have no limit, so that no migration is cut off.
DATABASE_LIMITS = {
    "web": {
        "statement_timeout": "15s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
    },
    "worker": {
        "statement_timeout": "5min",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "5min",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "core.cache.FallbackRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "casereview",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # a page never waits for the broker; the worker has its own retries
}
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ROUTES = {"jobs.run_job": {"queue": "jobs"}}  # whose worker does nothing else
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = (
    False  # the outbox row is the truth; the sweep finds what a lost message leaves
)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_week"
ACCOUNT_ADAPTER = "people.account_adapter.InvitationOnlyAdapter"
ACCOUNT_FORMS = {"reset_password": "people.forms.accounts.PasswordResetForm"}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "people.reset_tokens.ResetTokenGenerator"  # noqa: S105  a class
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are verified by the invitation link
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have mail sent to anybody
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # wrong passwords are counted by core.rate_limits
    "change_password": "5/5m/user",
    "reset_password": "20/m/ip,5/15m/key",
}
RATE_LIMITS = {}  # replaces single limits that the apps declare; None lifts all (docs/limits.md)
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_IDLE_HOURS = env.int("SESSION_IDLE_HOURS", default=72)
SESSION_ABSOLUTE_DAYS = env.int("SESSION_ABSOLUTE_DAYS", default=14)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_DAYS * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "core.error_pages.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "files.upload_handlers.SizeLimitUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Case Review <casereview@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_FILE_PATH = f"/{EMAIL_FILE_PATH}"  # noqa: F821  set by the EMAIL_URL line above, without its first slash
MAIL_CONFIGURED = any(way in EMAIL_BACKEND for way in ("smtp", "filebased"))  # noqa: F821  set there too

# A bot token writes to channels and people; a webhook alone to the one channel it was made for.
SLACK_BOT_TOKEN = env("SLACK_BOT_TOKEN", default="")
SLACK_WEBHOOK_URL = env("SLACK_WEBHOOK_URL", default="")
SLACK_API_URL = env("SLACK_API_URL", default="https://slack.com/api/")
SLACK_TIMEOUT = 10

# The ids of the custom fields in Zendesk that hold a case's product and when it was solved.
ZENDESK_FIELDS = env.dict("ZENDESK_FIELDS", default={"product": "360001", "solved_at": "360002"})

# Each export is read in a process of its own, which ends at these limits. The first apply to
# uploads, the second to what the command reads on the server.
IMPORT_UPLOAD_MB = env.int("IMPORT_UPLOAD_MB", default=10)
IMPORT_LIMITS = {
    "upload": {
        "rows": env.int("IMPORT_ROWS", default=30_000),
        "megabytes": env.int("IMPORT_UNPACKED_MB", default=100),
        "files": 500,
        "memory_mb": env.int("IMPORT_MEMORY_MB", default=1024),
        "seconds": env.int("IMPORT_SECONDS", default=60),
        "advice": "split it, or use the import command",
    },
    "command": {
        "rows": 1_000_000,
        "megabytes": 4096,
        "files": 20_000,
        "memory_mb": env.int("IMPORT_COMMAND_MEMORY_MB", default=8192),
        "seconds": 3600,
        "advice": "split it",
    },
}

# How long the text of a closed case is kept, in days; 0 keeps it for ever.
KEEP_CONVERSATIONS_DAYS = env.int("KEEP_CONVERSATIONS_DAYS", default=365)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", default=180)  # from delivery on
KEEP_UPLOADS_DAYS = 30  # the files of imports
KEEP_JOBS_DAYS = 90  # jobs that have ended
FILE_SIZE_LIMIT = max(25, IMPORT_UPLOAD_MB) * 1024 * 1024

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
FORMAT_MODULE_PATH = "casereview.formats"

SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # e-mail is unique on Lower("email"), which the check cannot see

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.static_files.CompressedFilesStorage"},
    # Stored files. Any Django storage will do; this one keeps them in the database and its backup.
    "files": {"BACKEND": env("FILE_STORAGE", default="files.storage.DatabaseStorage")},
}

FORM_RENDERER = "core.form_renderer.FormRenderer"
CRISPY_TEMPLATE_PACK = "crispy"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["crispy"]

MESSAGE_TAGS = {
    messages.SUCCESS: "good",
    messages.ERROR: "bad",
    messages.WARNING: "warn",
    messages.INFO: "info",
}

# The id of a request is in its log lines, its response, its tasks, and the mail they send.
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "EXPOSE_HEADER": False,
    "INTEGRATIONS": [CeleryIntegration()],
}

METRICS_TOKEN = env("METRICS_TOKEN", default="")
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOG_FORMAT = env("LOG_FORMAT", default="line")
LOGGING = build_logging(level=LOG_LEVEL, log_format=LOG_FORMAT)
