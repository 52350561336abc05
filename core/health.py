"""`/healthz` and `/readyz`, answered before any other middleware so that no redirect or host check hides them."""

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
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
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "down"
    return "migrations missing" if behind else "ok"
