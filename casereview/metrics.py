"""`/metrics` for Prometheus: what the pages cost, and whether the work behind them is done. No label names a person.

Answered before any redirect or host check, as `/healthz` is, and only to who brings the token.
"""

import os

from django.conf import settings
from django.core.cache import cache
from django.db import Error
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from casereview import queries
from core.request_logging import method_of, request_answered, view_of

SECONDS = Histogram(
    "casereview_request_seconds",
    "Time to answer a request, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15),
)
QUERIES = Histogram(
    "casereview_request_queries",
    "Statements sent to the database for one request, by view.",
    ["view"],
    buckets=(1, 4, 8, 12, 20, 30, 60),
)


class MetricsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == "/metrics" and is_allowed(request):
            return HttpResponse(exposition(timezone.now()), content_type=CONTENT_TYPE_LATEST)
        return self.get_response(request)


def is_allowed(request):
    """Without a token in the settings there is no such address, and with a wrong one neither."""
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(
        given, f"Bearer {settings.METRICS_TOKEN}"
    )


def count(request, status, seconds, queries, **kwargs):
    view = view_of(request)
    SECONDS.labels(view, method_of(request), status).observe(seconds)
    QUERIES.labels(view).observe(queries)


request_answered.connect(count)


def exposition(now):
    """What this process and its siblings counted, then what the database says at this moment."""
    counted, found = REGISTRY, CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # several processes serve: gunicorn.conf.py
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    found.register(Machinery(now))
    return generate_latest(counted) + generate_latest(found)


class Machinery:
    """A figure that is not known (no draw yet, the database away) is left out: an alert asks for its absence."""

    def __init__(self, now):
        self.now = now

    def describe(self):
        return []

    def collect(self):
        known = {name: value for name, value in figures(self.now).items() if value is not None}
        for name, value in known.items():
            yield GaugeMetricFamily(f"casereview_{name}", FIGURES[name], value=value)


FIGURES = {
    "database_up": "1 if the database answers.",
    "broker_up": "1 if Redis or Valkey answers.",
    "outbox_waiting": "Notices that are not sent yet, those for a later hour included.",
    "outbox_due": "Notices that could be sent now.",
    "outbox_oldest_seconds": "For how long the oldest of those that could be sent has been waiting.",
    "dead_letters": "Notices that were given up.",
    "celery_lag_seconds": "How long the last sign of life waited for a worker.",
    "beat_age_seconds": "Since beat sent the last sign of life that arrived.",
    "worker_age_seconds": "Since a worker last took a sign of life.",
    "draw_age_seconds": "Since the last draw of any pool.",
    "backup_age_seconds": "Since the last backup that was reported.",
    "drill_age_seconds": "Since the last restore drill that was reported.",
}


def figures(now):
    """Each of `FIGURES` by name, in seconds or as a count; None where nobody knows."""
    broker = int(cache.is_alive())
    try:
        state = queries.state(now)
    except Error:
        return {"database_up": 0, "broker_up": broker}
    ages = {f"{name}_age_seconds": since(moment, now) for name, moment in state.moments().items()}
    return ages | {
        "database_up": 1,
        "broker_up": broker,
        "outbox_waiting": state.outbox.waiting,
        "outbox_due": state.outbox.due,
        "outbox_oldest_seconds": state.outbox.age.total_seconds(),
        "dead_letters": state.outbox.dead,
        "celery_lag_seconds": state.pulse.lag.total_seconds()
        if state.pulse.lag is not None
        else None,
    }


def since(moment, now):
    return max((now - moment).total_seconds(), 0) if moment else None
