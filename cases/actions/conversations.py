from django.db import transaction

from audit.actions import record_all
from cases.models import Case, CaseComment
from cases.signals import conversations_purged


@transaction.atomic
def purge_conversations(cases, *, before, by, now):
    """Delete the texts of those of `cases` that were closed, or deleted upstream, before that time.

    Texts are the description and the messages. What reviews say about a case stays, as do its
    number, subject and dates. Returns how many this call purged; of two at once each case is
    purged by one.
    """
    due = Case.objects.with_old_conversation(before).filter(pk__in=[case.pk for case in cases])
    due = list(due.select_for_update(skip_locked=True).order_by("pk"))
    CaseComment.objects.filter(case__in=due).delete()
    Case.objects.filter(pk__in=[case.pk for case in due]).update(description="", purged_at=now)
    conversations_purged.send(Case, cases=due, by=by, now=now)
    record_all("conversation deleted", [(case, {}) for case in due], by=by, now=now)
    return len(due)
