"""One more row of every model that admin has pages of."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from casereview.models import Heartbeat
from cases.tests.factories import CaseFactory, ContactFactory, CustomerFactory, ImportRejectFactory
from notifications.models import Attempt, DisabledTarget
from notifications.tests.kinds import make_notice
from pairing.models import CoverOffer, SwapRequest, Unavailable
from pairing.tests.factories import (
    MONDAY,
    CycleFactory,
    DrawFactory,
    ExclusionFactory,
    PairingFactory,
    PoolFactory,
    PoolMembershipFactory,
)
from people.tests.factories import (
    AbsenceFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)
from rubrics.tests.factories import RubricFactory


@transaction.atomic
def event(number):
    return record(
        "team renamed", TeamFactory(), by=UserFactory(), now=timezone.now(), number=number
    )


def notice(number):
    made = make_notice(sent=False, tries=1)
    Attempt.objects.create(notice=made, at=made.created_at, error="ConnectionRefusedError")
    return made


def swap(number):
    draw = DrawFactory()
    mine, theirs = PairingFactory(draw=draw), PairingFactory(draw=draw)
    return SwapRequest.objects.create(mine=mine, theirs=theirs, asked_at=timezone.now())


def session(number):
    return UserSession.objects.create(
        user=UserFactory(), ip="127.0.0.1", session_key=f"key-{number}", user_agent="A browser"
    )


def address(number):
    person = UserFactory()
    return EmailAddress.objects.create(user=person, email=person.email)


MAKE = {
    "account.emailaddress": address,
    "audit.event": event,
    "auth.group": lambda number: Group.objects.create(name=f"Group {number}"),
    "cases.case": lambda number: CaseFactory(owner=UserFactory(), contact=ContactFactory()),
    "cases.contact": lambda number: ContactFactory(),
    "cases.customer": lambda number: CustomerFactory(),
    "cases.importrun": lambda number: ImportRejectFactory().run,
    "casereview.heartbeat": lambda number: Heartbeat.objects.create(
        name=f"beat {number}", sent_at=timezone.now(), received_at=timezone.now()
    ),
    "notifications.disabledtarget": lambda number: DisabledTarget.objects.create(
        address=f"#channel-{number}", reason="is_archived", at=timezone.now()
    ),
    "notifications.notice": notice,
    "pairing.coveroffer": lambda number: CoverOffer.objects.create(
        pairing=PairingFactory(), asked_at=timezone.now()
    ),
    "pairing.cycle": lambda number: CycleFactory(),
    "pairing.draw": lambda number: DrawFactory(cycle=CycleFactory()),
    "pairing.exclusion": lambda number: ExclusionFactory(),
    "pairing.pairing": lambda number: PairingFactory(),
    "pairing.pool": lambda number: PoolFactory(),
    "pairing.poolmembership": lambda number: PoolMembershipFactory(),
    "pairing.swaprequest": swap,
    "pairing.unavailable": lambda number: Unavailable.objects.create(
        user=UserFactory(), monday=MONDAY + timedelta(weeks=number), created_at=timezone.now()
    ),
    "people.absence": lambda number: AbsenceFactory(),
    "people.invitation": lambda number: InvitationFactory(),
    "people.membership": lambda number: MembershipFactory(manager=UserFactory()),
    "people.organisation": lambda number: OrganisationFactory(),
    "people.proposal": lambda number: ProposalFactory(),
    "people.team": lambda number: TeamFactory(),
    "people.user": lambda number: UserFactory(team=TeamFactory()),
    "usersessions.usersession": session,
    "rubrics.rubric": lambda number: RubricFactory(titles=["Asked first"]),
    "rubrics.rubricversion": lambda number: RubricFactory(titles=["Asked first"]).versions.get(),
}


def registered():
    """Every model that admin has pages of, by its label."""
    return {model._meta.label_lower: model for model in admin.site._registry}
