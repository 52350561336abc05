from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed


@transaction.atomic
def export_reviews(person, *, count, form, by, now):
    """Record that `person` takes a copy of their own reviews: how many and in which format.

    Nothing of what they say is recorded.

    Raises `NotAllowed` for anybody else, and for people who have left.
    """
    if by.pk != person.pk or not by.is_active:
        raise NotAllowed("You can export only your own reviews.")
    record("reviews exported", person, by=by, now=now, count=count, form=form)
