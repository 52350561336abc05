from django.dispatch import receiver

from pairing.actions import leave_pools, notify_leads_of_absence
from people.signals import absences_changed, person_left


@receiver(person_left, dispatch_uid="pairing.leave_pools")
def end_their_places(sender, user, by, now, **kwargs):
    leave_pools(user, by=by, now=now)


@receiver(absences_changed, dispatch_uid="pairing.notify_leads_of_absence")
def notify_leads(sender, user, by, now, **kwargs):
    notify_leads_of_absence(user, by=by, now=now)
