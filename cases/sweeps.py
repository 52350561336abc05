"""Delete conversations that have been kept long enough."""

import logging
from datetime import timedelta

from django.conf import settings

from cases.actions import purge_conversations
from cases.importing.isolated import remove_leftovers
from cases.models import Case
from core.database import is_unreachable
from core.sweeps import each_row, run_sweep
from people.models import User

log = logging.getLogger(__name__)

NAME = "cases.purge_old_conversations"
BATCH = 500


def purge_old_conversations(*, now):
    """Delete the conversations of cases that were closed too long ago; returns how many.

    Also deletes what killed imports left in the temporary folder, which nothing else may visit
    again. Each batch is one transaction. If one of its cases fails, the others are done one by one.
    """
    remove_leftovers()
    if not settings.KEEP_CONVERSATIONS_DAYS:
        return 0
    before = now - timedelta(days=settings.KEEP_CONVERSATIONS_DAYS)
    system = User.objects.system()

    def purge(cases):
        return purge_conversations(cases, before=before, by=system, now=now)

    def purge_batch(cases):
        try:
            return purge(cases)
        except Exception as error:
            if is_unreachable(error):
                raise
            log.info("%s: a batch failed, its cases follow one by one", NAME)
        return sum(each_row(NAME, cases, lambda case: purge([case])))

    return run_sweep(NAME, lambda: _batches(before), purge_batch)


def _batches(before):
    """Cases by primary key. Each is offered once: an import may hold it, or it may fail again."""
    last = 0
    cases = Case.objects.with_old_conversation(before).only("pk").order_by("pk")
    while batch := list(cases.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
