from django.dispatch import receiver

from pairing.actions import leave_pools
from people.signals import person_left


@receiver(person_left, dispatch_uid="pairing.leave_pools")
def end_their_places(sender, user, by, now, **kwargs):
    leave_pools(user, by=by, now=now)
