from django.db import transaction

from notifications.actions import queue
from pairing.models import Pairing
from pairing.notices import ReviewerAway
from pairing.queries.attention import list_broken, running_pairings
from people.models import User


@transaction.atomic
def notify_leads_of_absence(person, *, by, now):
    """Notify the leads of pairings that wait for `person`, who is away; coordinators where a pool
    has no leads.

    Whoever entered the absence knows already. Each lead hears once of a pairing.
    """
    waiting = running_pairings(Pairing.objects.filter(reviewer=person))
    for broken in list_broken(waiting, now):
        pool = broken.pairing.draw.cycle.pool
        people = pool.leads.filter(is_active=True) or User.objects.coordinators()
        knows = {by.pk, person.pk}
        leads = [one for one in people if one.pk not in knows]
        queue(ReviewerAway(broken.pairing, people=leads), now=now)
