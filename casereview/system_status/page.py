from django.conf import settings
from django.core.cache import cache
from django.db import connection

from casereview.queries import state
from casereview.system_status.address import address_part
from casereview.system_status.background_work import backup_part, draws_part, machinery_part
from casereview.system_status.channels import mail_part, slack_part
from casereview.system_status.installation import organisation_part, safety_part, versions_part
from core.status_lines import BAD, GOOD, WARN
from notifications.queries import refusals
from pairing.queries.schedule import pool_schedules
from people.queries import organisation


def page_of(request, now):
    """Everything on the page; `worst` is the verdict of the whole."""
    rhythms = list(pool_schedules(now))
    parts = parts_of(request, rhythms, now)
    troubles = [line for part in parts for line in part.troubles]
    return {
        "parts": parts,
        "now": now,
        "troubles": troubles,
        "troubled": [part for part in parts if part.troubles],
        "worst": next(
            (BAD for line in troubles if line.verdict == BAD), WARN if troubles else GOOD
        ),
        "slack_on": bool(settings.SLACK_BOT_TOKEN or settings.SLACK_WEBHOOK_URL),
        "channels": sorted({rhythm.pool.channel for rhythm in rhythms} - {""}),
    }


def parts_of(request, rhythms, now):
    """In the order in which a new installation is put right."""
    broker, found = cache.server(), state(now)
    return [
        machinery_part(found, broker=bool(broker), now=now),
        mail_part(settings),
        slack_part(settings, refusals()),
        address_part(settings, request),
        draws_part(rhythms, now),
        backup_part(found, now),
        organisation_part(organisation()),
        safety_part(settings),
        versions_part(postgres=connection.pg_version, broker=broker),
    ]
