from django.db import transaction

from notifications.actions import queue
from pairing.models import Pairing
from pairing.notices import ReviewerAway
from pairing.queries.attention import list_broken, running_pairings
from people.models import User


@transaction.atomic
def notify_leads_of_absence(person, *, by, now):
    """Notify the leads of pairings that wait for `person`, who is away.

    In a pool without leads, coordinators get the notice. Whoever entered the absence gets none,
    and nobody gets a second one about the same pairing.
    """
    waiting = running_pairings(Pairing.objects.filter(reviewer=person))
    for broken in list_broken(waiting, now):
        pool = broken.pairing.draw.cycle.pool
        leads = pool.leads.filter(is_active=True) or User.objects.coordinators()
        people = [lead for lead in leads if lead.pk not in (by.pk, person.pk)]
        queue(ReviewerAway(broken.pairing, people=people), now=now)
