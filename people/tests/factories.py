"""People for tests. Nobody has a usable password: sign in with `client.force_login(user)`.

`UserFactory(coordinator=True)`, `UserFactory(major_issue_manager=True)`,
`UserFactory(superuser=True)`, `UserFactory(team=team)`,
`UserFactory(team=team, team__role=Role.MANAGER)`,
`UserFactory(team=team, team__manager=boss)`.
"""

from datetime import UTC, date, datetime, timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from people.models import (
    Absence,
    AddressChange,
    Invitation,
    Membership,
    Organisation,
    Proposal,
    Team,
    User,
)
from people.states import COORDINATORS, MAJOR_ISSUE_MANAGERS, PRODUCT, Role

LONG_AGO = date(2020, 1, 6)


def put_in_group(user, name):
    user.groups.add(Group.objects.get_or_create(name=name)[0])


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("only",)

    only = True
    name = "Northwind Support"
    time_zone = "Europe/Berlin"
    country = "DE"


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Support {n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttributeSequence(
        lambda person, n: f"{slugify(person.name).replace('-', '.')}.{n}@support.example"
    )
    password = "!"

    @factory.post_generation
    def coordinator(user, create, wanted, **kwargs):
        if wanted:
            put_in_group(user, COORDINATORS)

    @factory.post_generation
    def major_issue_manager(user, create, wanted, **kwargs):
        if wanted:
            put_in_group(user, MAJOR_ISSUE_MANAGERS)

    @factory.post_generation
    def product(user, create, wanted, **kwargs):
        if wanted:
            put_in_group(user, PRODUCT)

    @factory.post_generation
    def team(user, create, team, **kwargs):
        if team:
            MembershipFactory(user=user, team=team, **kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    role = Role.ENGINEER
    first_day = LONG_AGO


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)
    first_day = date(2026, 12, 21)
    last_day = factory.LazyAttribute(lambda absence: absence.first_day + timedelta(days=4))


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    user = factory.SubFactory(UserFactory)
    invited_by = factory.SubFactory(UserFactory)
    created_at = datetime(2026, 11, 16, 9, tzinfo=UTC)
    expires_at = factory.LazyAttribute(
        lambda invitation: invitation.created_at + timedelta(days=14)
    )


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    source = "zendesk"
    external_id = factory.Sequence(lambda n: f"a{n}")
    name = factory.Sequence(lambda n: f"Agent {n}")
    email = factory.Sequence(lambda n: f"agent.{n}@support.example")
    seen_at = datetime(2026, 11, 16, 9, tzinfo=UTC)


class AddressChangeFactory(DjangoModelFactory):
    """Requested by the person and not confirmed."""

    class Meta:
        model = AddressChange

    user = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("user")
    old_email = factory.SelfAttribute("user.email")
    new_email = factory.Sequence(lambda n: f"new.{n}@home.example")
    requested_at = factory.LazyFunction(timezone.now)
