from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from reviews.actions.readers import open_reviews


@transaction.atomic
def export_reviews(person, *, reviews, form, by, now):
    """Record that `person` exports their own `reviews`: how many and in which format.

    Their text is not recorded. Received reviews count as opened, so that nothing in the file can
    still be recalled.

    Raises `NotAllowed` for anyone else, and for people who have left.
    """
    if by.pk != person.pk or not by.is_active:
        raise NotAllowed("You can export only your own reviews.")
    open_reviews(reviews.filter(owner=person), by=by, now=now)
    record("reviews exported", person, by=by, now=now, count=reviews.count(), form=form)
