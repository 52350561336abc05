"""The world of the matrix: eleven personas, and one of everything that apps put between them.

Each app adds its part in `tests/persona_world.py`; those of the lower floors come first.
"""

from types import SimpleNamespace

from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from casereview.tests.contributions import call, values
from casereview.tests.personas.requests import hashes
from casereview.tests.personas.row import SIGNED_IN
from core.weeks import monday_of
from people.states import Role
from people.tests.factories import OrganisationFactory, TeamFactory, UserFactory

PASSWORD = "a long enough password"


class World(SimpleNamespace):
    """Personas and objects by name; `sessions` of who is signed in, `hashes` of every table."""

    def ids(self):
        """The id of every object by name, and of all that is between two people."""
        ids = {thing.pk for thing in vars(self).values() if isinstance(thing, Model)}
        for models in values("persona_world", "PRIVATE_MODELS"):
            for model in models:
                ids |= set(model.objects.values_list("pk", flat=True))
        return sorted(ids)


def build():
    world = World(sessions={}, hashes={}, client=Client(raise_request_exception=False))
    world.now = timezone.now()
    world.monday = monday_of(timezone.localdate(world.now))
    add_personas(world)
    call("persona_world", "add_to_world", world)
    call("persona_world", "finish_world", world)
    sign_in(world)
    world.hashes = hashes()
    return world


def add_personas(world):
    world.organisation = OrganisationFactory()
    world.emea = TeamFactory(name="Support EMEA")
    world.americas = TeamFactory(name="Support Americas")
    world.manager = UserFactory(name="Mara Manager", team=world.emea, team__role=Role.MANAGER)
    world.other_manager = UserFactory(
        name="Otto Other", team=world.americas, team__role=Role.MANAGER
    )
    for name in ("reviewer", "owner", "teammate"):
        person = UserFactory(
            name=f"{name.capitalize()} E", team=world.emea, team__manager=world.manager
        )
        person.set_password(PASSWORD)
        person.save()
        setattr(world, name, person)
    in_the_americas = {"team": world.americas, "team__manager": world.other_manager}
    world.stranger = UserFactory(name="Stranger E", **in_the_americas)
    world.lead = UserFactory(name="Lena Lead", **in_the_americas)
    world.major_issue_manager = UserFactory(name="Mike Major", major_issue_manager=True)
    world.coordinator = UserFactory(name="Cora Coordinator", coordinator=True)
    world.superuser = UserFactory(name="Sue Admin", superuser=True)


def sign_in(world):
    for name in SIGNED_IN:
        world.client.force_login(getattr(world, name))
        world.sessions[name] = world.client.cookies[settings.SESSION_COOKIE_NAME].value
        world.client.cookies.clear()
