"""Proposals of an import on their pages: confirmed, dismissed, restored."""

import pytest
from django.urls import reverse

from people.models import Proposal, User
from people.states import ProposalState
from people.tests.factories import ProposalFactory
from people.tokens import link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, world):
    """Send a form as the coordinator (or `by`) and follow where it leads."""

    def post(name, *args, data=None, by=None):
        client.force_login(by or world.coordinator)
        return client.post(reverse(name, args=args), data or {}, follow=True)

    return post


def text(response):
    return response.content.decode()


def row(proposal, **changes):
    pk = proposal.pk
    values = {"pick": "on", "email": proposal.email, "team": "", "role": ""} | changes
    return {f"{name}_{pk}": value for name, value in values.items() if value is not None}


def rows(*proposals, **data):
    return {"row": [proposal.pk for proposal in proposals], "team": "", "role": "engineer"} | data


def test_proposals_ticked_are_confirmed_with_team_for_all_or_each(send, world):
    other = ProposalFactory()
    left = ProposalFactory()
    data = rows(world.proposal, other, left, team=world.team.pk)
    data |= (
        row(world.proposal)
        | row(other, team=world.empty_team.pk, role="manager")
        | row(left, pick=None)
    )
    assert "2 people added and invited." in text(send("proposals", data=data))
    assert User.objects.get(email=world.proposal.email).memberships.get().team == world.team
    assert User.objects.get(email=other.email).memberships.get().role == "manager"
    assert not User.objects.filter(email=left.email).exists()


def test_proposals_without_an_address_ask_for_one_and_keep_the_ticks(send, world):
    nameless = ProposalFactory(email="")
    response = send(
        "proposals", data=rows(world.proposal, nameless) | row(world.proposal) | row(nameless)
    )
    assert response.status_code == 422
    assert "needs an e-mail address to be invited" in text(response)
    assert text(response).count("checked") == 2
    assert not User.objects.filter(email=world.proposal.email).exists()


def test_proposals_with_nobody_ticked_say_so(send, world):
    assert "Select the people who belong here" in text(
        send("proposals", data=rows(world.proposal) | row(world.proposal, pick=None))
    )


def test_proposals_of_somebody_who_is_here_say_so_and_link(send, world, client):
    proposal = ProposalFactory(email=world.engineer.email.upper())
    client.force_login(world.coordinator)
    assert "already here" in text(client.get(reverse("proposals")))
    assert "1 existing person linked to the helpdesk" in text(
        send("proposals", data=rows(proposal) | row(proposal))
    )


def test_proposals_with_forged_ids_change_nothing(send, world):
    data = {
        "row": ["1 OR 1", "9" * 5000, "٣", "-1"],
        "team": "",
        "role": "engineer",
        "pick_7": "on",
    }
    assert send("proposals", data=data).status_code == 422
    assert send("dismiss_proposals", data=data).status_code == 200
    assert Proposal.objects.get(pk=world.proposal.pk).state == ProposalState.OPEN


def test_proposals_confirmed_meanwhile_are_left_alone(send, world):
    data = rows(world.proposal) | row(world.proposal)
    send("proposals", data=data)
    assert send("proposals", data=data).status_code == 422
    assert User.objects.filter(email=world.proposal.email).count() == 1


def test_proposals_dismissed_can_be_proposed_again(send, world):
    send("dismiss_proposals", data=rows(world.proposal) | row(world.proposal))
    assert Proposal.objects.get(pk=world.proposal.pk).state == ProposalState.DISMISSED
    send("restore_proposal", world.proposal.pk)
    assert Proposal.objects.get(pk=world.proposal.pk).state == ProposalState.OPEN
    assert send("restore_proposal", world.proposal.pk).status_code == 409


def test_proposals_for_a_stranger_are_not_there(send, world):
    for name, args in (
        ("proposals", []),
        ("dismiss_proposals", []),
        ("restore_proposal", [world.dismissed.pk]),
    ):
        assert send(name, *args, data=rows(world.proposal), by=world.stranger).status_code == 404


def test_proposals_confirmed_lead_to_a_page_with_every_link(send, world):
    other = ProposalFactory(name="zoe", email="zoe@support.example")
    data = rows(world.proposal, other) | row(world.proposal) | row(other, name="Zoe Hart")
    response = send("proposals", data=data)
    for person in User.objects.filter(proposals__in=[world.proposal, other]):
        assert link_of(person.invitations.get()) in text(response)
    assert "Zoe Hart" in text(response)
