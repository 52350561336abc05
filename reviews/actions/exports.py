from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from reviews.actions.readers import open_reviews


@transaction.atomic
def export_reviews(person, *, reviews, form, by, now):
    """Record that `person` takes a copy of their own `reviews`: how many and in which format.

    Nothing of what they say is recorded. Those received count as opened, so that none of the file
    can be recalled.

    Raises `NotAllowed` for anybody else, and for people who have left.
    """
    if by.pk != person.pk or not by.is_active:
        raise NotAllowed("You can export only your own reviews.")
    open_reviews(reviews.filter(owner=person), by=by, now=now)
    record("reviews exported", person, by=by, now=now, count=reviews.count(), form=form)
