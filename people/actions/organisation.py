from django.contrib.auth.models import Group
from django.db import transaction

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import NotAllowed, StaleState
from people.actions.addresses import sync_address
from people.models import Organisation, User
from people.rules import can_change_organisation
from people.signals import person_joined
from people.states import COORDINATORS


@transaction.atomic
def set_up(*, organisation, time_zone, country, name, email, password, now):
    """Create the organisation and its first admin, who is also a coordinator. Returns the admin.

    Raises `StaleState` if set-up is done already; a unique row decides between simultaneous
    attempts.
    """
    with refuse_if_taken(
        "Somebody else has set up Case Review meanwhile. Ask them to invite you.", StaleState
    ):
        created = Organisation.objects.create(
            name=organisation, time_zone=time_zone, country=country
        )
    with refuse_if_taken("Somebody here already has that e-mail address. Choose another one."):
        admin = User.objects.create_superuser(
            email, name, password, time_zone=time_zone, date_joined=now
        )
    admin.groups.add(Group.objects.get(name=COORDINATORS))
    sync_address(admin)
    record("set up", created, by=admin, now=now)
    person_joined.send(sender=User, user=admin, by=admin, now=now)
    return admin


@transaction.atomic
def change_organisation(organisation, *, name, time_zone, country, by, now):
    """Change the name, zone and holiday calendar of the organisation."""
    if not can_change_organisation(by):
        raise NotAllowed("Only admins can change the organisation.")
    values = {"name": name, "time_zone": time_zone, "country": country}
    Organisation.objects.filter(pk=organisation.pk).update(**values)
    record("organisation changed", organisation, by=by, now=now, **values)
