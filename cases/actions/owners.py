from django.db import transaction
from django.db.models import Q

from audit.actions import record_all
from cases.models import Case, CaseComment
from cases.signals import cases_changed


@transaction.atomic
def link_owner(user, *, by, now):
    """Give `user` the cases that the helpdesk says are theirs, and their messages.

    They are found by the id in the helpdesk or by e-mail address. Cases that have an owner keep it.
    Returns how many cases were linked.
    """
    theirs = Q(owner_email__iexact=user.email)
    for source, external_id in user.external_ids.items():
        theirs |= Q(source=source, owner_external_id=str(external_id))
    without_owner = Case.objects.filter(theirs, owner__isnull=True).order_by("pk")
    cases = list(without_owner.select_for_update(no_key=True))
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(owner=user)
    _link_messages(user, cases)
    record_all("owner linked", [(case, {"owner": user.pk}) for case in cases], by=by, now=now)
    if cases:
        _send_changes(user, cases, by=by, now=now)
    return len(cases)


def _link_messages(user, cases):
    ids = {(case.source, case.owner_external_id) for case in cases if case.owner_external_id}
    ids |= {(source, str(external_id)) for source, external_id in user.external_ids.items()}
    for source, external_id in ids:
        messages = CaseComment.objects.filter(case__source=source, author_external_id=external_id)
        messages.filter(author__isnull=True, contact__isnull=True).update(author=user)


def _send_changes(user, cases, *, by, now):
    for case in cases:
        case.owner = user
    changes = [(case, {"owner_id": (None, user.pk)}) for case in cases]
    cases_changed.send(Case, changes=changes, by=by, now=now)
