"""One more row of each model of audit that admin has pages of."""

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from people.tests.factories import TeamFactory, UserFactory


@transaction.atomic
def make_event(number):
    return record(
        "team renamed", TeamFactory(), by=UserFactory(), now=timezone.now(), number=number
    )


MAKE = {"audit.event": make_event}
