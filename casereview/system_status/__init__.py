from django.conf import settings
from django.core.cache import cache
from django.db import connection

from casereview.queries import state_of_background_work
from casereview.system_status.address import address_part
from casereview.system_status.background_work import background_part, backup_part
from casereview.system_status.installation import safety_part, versions_part

__all__ = ["status_parts"]


def status_parts(request, now):
    """The parts about the installation as a whole; the apps add theirs (`core.status_lines`)."""
    broker = cache.server()
    state = state_of_background_work(now)
    return [
        background_part(state, broker=bool(broker), now=now),
        address_part(settings, request),
        backup_part(state, now),
        safety_part(settings),
        versions_part(postgres=connection.pg_version, broker=broker),
    ]
