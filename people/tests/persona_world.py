"""What the matrix needs of people: an absence, invitations, somebody who left, and proposals."""

from datetime import timedelta

from core.weeks import WEEK
from people.models import User
from people.states import ProposalState
from people.tests.factories import (
    AbsenceFactory,
    AddressChangeFactory,
    InvitationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)
from people.tokens import link_to_confirm, link_to_restore, token_of

FOREIGN_KINDS = "directory pages are for all staff; `test_ids` tries the others"
ID_CANDIDATES = {
    "token": lambda world: [
        token_of(world.invitation),
        token_of(world.used_invitation),
        token_in(link_to_confirm(world.address_waiting)),
        token_in(link_to_restore(world.address_changed)),
        "1.forged",
        "x" * 500,
    ]
}


def token_in(link):
    return link.split("/")[-2]


def add_to_world(world):
    world.absence = AbsenceFactory(user=world.reviewer, first_day=world.monday + 5 * WEEK)
    world.left = UserFactory(name="Lou Left", is_active=False)
    world.empty_team = TeamFactory(name="Support Nowhere")
    world.proposal = ProposalFactory(seen_at=world.now)
    world.dismissed = ProposalFactory(seen_at=world.now, state=ProposalState.DISMISSED)
    world.membership = world.reviewer.memberships.get()
    add_invitations(world)
    world.address_waiting = AddressChangeFactory(user=world.reviewer, requested_at=world.now)
    world.address_changed = AddressChangeFactory(
        user=world.reviewer, requested_at=world.now, confirmed_at=world.now
    )


def add_invitations(world):
    world.invited = UserFactory(name="Ina Invited", team=world.emea, team__manager=world.manager)
    world.invitation = InvitationFactory(
        user=world.invited,
        invited_by=world.coordinator,
        created_at=world.now,
        expires_at=world.now + timedelta(days=14),
    )
    world.used_invitation = InvitationFactory(
        user=world.reviewer,
        invited_by=world.coordinator,
        created_at=world.now - timedelta(days=21),
        accepted_at=world.now - timedelta(days=20),
        expires_at=world.now - timedelta(days=6),
    )


def list_private_words(world):
    people = User.objects.values_list("name", "email")
    names = [word for pair in people for word in pair]
    return [*names, token_of(world.invitation)]
