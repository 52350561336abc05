"""`/healthz` and `/readyz`, answered before any other middleware so that no redirect or host check hides them."""

from functools import cache as once

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error
from django.http import JsonResponse


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path_info == "/readyz":
            return ready()
        return self.get_response(request)


def ready():
    """The database and its migrations decide; a broker that is down is only worth a word, the outbox waits for it."""
    checks = {"database": database_state(), "broker": "ok" if cache.is_alive() else "degraded"}
    return JsonResponse(checks, status=200 if checks["database"] == "ok" else 503)


def database_state():
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return "down"
    return "ok" if our_migrations() <= set(applied) else "migrations missing"


@once
def our_migrations():
    """Those of the code that runs, read from disk at the first question alone: this is asked every few seconds."""
    return set(MigrationLoader(None).disk_migrations)
