"""One more row of each model of people, and of their accounts, that admin has pages of."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group

from people.tests.factories import (
    AbsenceFactory,
    AddressChangeFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)


def make_session(number):
    return UserSession.objects.create(
        user=UserFactory(), ip="127.0.0.1", session_key=f"key-{number}", user_agent="A browser"
    )


def make_address(number):
    person = UserFactory()
    return EmailAddress.objects.create(user=person, email=person.email)


MAKE = {
    "account.emailaddress": make_address,
    "auth.group": lambda number: Group.objects.create(name=f"Group {number}"),
    "people.addresschange": lambda number: AddressChangeFactory(),
    "people.absence": lambda number: AbsenceFactory(),
    "people.invitation": lambda number: InvitationFactory(),
    "people.membership": lambda number: MembershipFactory(manager=UserFactory()),
    "people.organisation": lambda number: OrganisationFactory(),
    "people.proposal": lambda number: ProposalFactory(),
    "people.team": lambda number: TeamFactory(),
    "people.user": lambda number: UserFactory(team=TeamFactory()),
    "usersessions.usersession": make_session,
}
