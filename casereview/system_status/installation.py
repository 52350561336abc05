"""The status of the installation: versions, DEBUG, demo, sessions, metrics."""

import platform
from urllib.parse import urlsplit

import django

from casereview import __version__
from casereview.system_status.address import LOCAL
from core.status_lines import BAD, INFO, WARN, Line, Part, judged

TRACEBACKS = "Set DEBUG=0: error pages show your settings to everyone."
ONE_CLICK = "Anybody who can reach this address can sign in as anyone. For trials only."
OLDEST_POSTGRES = 15


def safety_part(settings):
    return Part("Safety", tuple(safety_lines(settings)), order=80)


def safety_lines(settings):
    local = urlsplit(settings.BASE_URL).hostname in LOCAL
    yield judged(
        not settings.DEBUG,
        "DEBUG",
        "On" if settings.DEBUG else "Off",
        TRACEBACKS,
        WARN if local else BAD,
    )
    yield judged(not settings.DEMO, "Demo sign-ins", "On" if settings.DEMO else "Off", ONE_CLICK)
    idle = settings.SESSION_IDLE_HOURS
    absolute = settings.SESSION_ABSOLUTE_DAYS
    yield Line(
        "Sessions end", f"After {idle} hours without use, and after {absolute} days at the latest"
    )
    metrics = getattr(settings, "METRICS_TOKEN", "")
    advice = "" if metrics else "Set METRICS_TOKEN to let your monitoring read /metrics."
    yield Line("Metrics", "By token" if metrics else "Closed", INFO, advice)


def versions_part(*, postgres, broker):
    number = f"{postgres // 10_000}.{postgres % 10_000}"
    lines = (
        Line("Case Review", __version__),
        judged(
            postgres // 10_000 >= OLDEST_POSTGRES,
            "PostgreSQL",
            number,
            "Upgrade to 15 or newer.",
            BAD,
        ),
        Line("Broker", broker or "Unknown while it is down"),
        Line("Django", django.get_version()),
        Line("Python", platform.python_version()),
    )
    return Part("Versions", lines, order=90)
