"""Logging settings for every process."""

from django.core.exceptions import ImproperlyConfigured

FORMATTERS = {
    "line": {
        "()": "core.logs.LineFormatter",
        "fmt": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
    },
    "json": {"()": "core.logs.JsonFormatter"},
}


def build_logging(*, level, log_format):
    """LOGGING to the console. Raises ImproperlyConfigured for an unknown format."""
    if log_format not in FORMATTERS:
        names = ", ".join(FORMATTERS)
        raise ImproperlyConfigured(f"LOG_FORMAT is {log_format!r}: it is one of {names}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": FORMATTERS,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": log_format}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            # the access line has what a client did wrong
            "django.request": {"level": "ERROR"},
            # below INFO it logs everything that a page was rendered from
            "django.template": {"level": "INFO"},
            "django_guid": {"level": "ERROR"},
            # the end of a task is logged, its start is not
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }
