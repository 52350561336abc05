"""`/healthz` and `/readyz`, answered before any middleware that redirects or checks hosts."""

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
    """503 unless the database is up and migrated; a missing broker only delays notices."""
    checks = {"database": database_state(), "broker": "ok" if cache.is_alive() else "degraded"}
    return JsonResponse(checks, status=200 if checks["database"] == "ok" else 503)


def database_state():
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return "down"
    if migrations_on_disk() <= set(applied):
        return "ok"
    return "migrations missing"


@once
def migrations_on_disk():
    """The migrations of the running code; read once, because probes ask every few seconds."""
    return set(MigrationLoader(None).disk_migrations)
