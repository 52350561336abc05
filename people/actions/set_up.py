from django.contrib.auth.models import Group
from django.db import transaction

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import StaleState
from people.actions.invitations import _verify_address
from people.models import Organisation, User
from people.signals import person_joined
from people.states import COORDINATORS


@transaction.atomic
def set_up(*, organisation, time_zone, country, name, email, password, now):
    """Make the organisation and its first admin, who also runs the programme. Returns the admin.

    Raises `StaleState` where it is set up already: the table holds one row, so of two that race one wins.
    """
    with refuse_if_taken(
        "Somebody else has set up Case Review meanwhile. Ask them to invite you.", StaleState
    ):
        made = Organisation.objects.create(name=organisation, time_zone=time_zone, country=country)
    with refuse_if_taken("Somebody here has that e-mail address already. Choose another one."):
        admin = User.objects.create_superuser(
            email, name, password, time_zone=time_zone, date_joined=now
        )
    admin.groups.add(Group.objects.get(name=COORDINATORS))
    _verify_address(admin)
    record("set up", made, by=admin, now=now)
    person_joined.send(sender=User, user=admin, by=admin, now=now)
    return admin
