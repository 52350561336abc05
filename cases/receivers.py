from django.dispatch import receiver

from cases.actions import link_owner
from people.signals import person_joined


@receiver(person_joined, dispatch_uid="cases.link_cases")
def link_cases(sender, user, by, now, **kwargs):
    link_owner(user, by=by, now=now)
