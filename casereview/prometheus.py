"""`/metrics` for Prometheus: the cost of pages, and the state of background work.

Answered before any redirect or host check, as `/healthz` is, and only with the token.
No label names a person.
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

from core.app_config import find_contributions
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
    """Whether the request has the right token; never if none is set."""
    header = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(
        header, f"Bearer {settings.METRICS_TOKEN}"
    )


def count(request, status, seconds, queries, **kwargs):
    view = view_of(request)
    SECONDS.labels(view, method_of(request), status).observe(seconds)
    QUERIES.labels(view).observe(queries)


request_answered.connect(count)


def exposition(now):
    """The counts of this process and its siblings, then the current figures of the apps."""
    counted = REGISTRY
    figures = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # several processes serve: gunicorn.conf.py
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    figures.register(AppFigures(now))
    return generate_latest(counted) + generate_latest(figures)


class AppFigures:
    """The figures of the apps. Unknown ones are left out, so that alerts can ask for absence."""

    def __init__(self, now):
        self.now = now

    def describe(self):
        return []

    def collect(self):
        texts = help_texts()
        for name, value in figures(self.now).items():
            if value is not None:
                yield GaugeMetricFamily(f"casereview_{name}", texts[name], value=value)


def help_texts():
    texts = {
        "database_up": "1 if the database answers.",
        "broker_up": "1 if Redis or Valkey answers.",
    }
    for _, more in find_contributions("metrics", "FIGURES"):
        texts |= more
    return texts


def figures(now):
    """The figures of every app; if the database is down, only whether it and the broker answer."""
    up = {"database_up": 1, "broker_up": int(cache.is_alive())}
    try:
        for _, its_figures in find_contributions("metrics", "figures"):
            up |= its_figures(now)
    except Error:
        return {"database_up": 0, "broker_up": up["broker_up"]}
    return up
