from datetime import UTC, datetime

import pytest

from audit.models import Event
from core.errors import StaleState
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from notifications.models import Notice
from people.actions import (
    confirm_proposals,
    dismiss_proposals,
    propose_people,
    restore_proposal,
)
from people.imported_people import seen_people
from people.models import Proposal, User
from people.states import ProposalState, Role
from people.tests.factories import ProposalFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
ROWS = [("zendesk", "11", "Ana Duarte", "Ana@x.example"), ("zendesk", "12", "Bo Lind", "")]


def propose(rows=ROWS, now=NOW):
    return propose_people(rows, by=User.objects.system(), now=now)


def confirm(world, *choices):
    return confirm_proposals(choices, by=world.coordinator, now=NOW)


def test_propose_people_keeps_each_of_a_source_once():
    propose()
    propose([("zendesk", "11", "Ana D. Silva", "ana@x.example"), ("csv", "11", "Other", "")])
    assert list(
        Proposal.objects.order_by("pk").values_list("source", "external_id", "name", "email")
    ) == [
        ("zendesk", "11", "Ana D. Silva", "ana@x.example"),
        ("zendesk", "12", "Bo Lind", ""),
        ("csv", "11", "Other", ""),
    ]


def test_propose_people_leaves_a_dismissal_alone():
    Proposal.objects.filter(pk=propose()[0].pk).update(state=ProposalState.DISMISSED)
    propose()
    assert Proposal.objects.get(external_id="11").state == ProposalState.DISMISSED


def test_propose_people_whose_id_is_known_leaves_them_out():
    UserFactory(external_ids={"zendesk": "11"})
    assert [proposal.external_id for proposal in propose()] == ["12"]


def test_propose_people_tells_coordinators_once():
    boss = UserFactory(coordinator=True)
    propose()
    propose()
    assert Notice.objects.get(kind="proposals", channel="inbox").recipient == boss


def test_propose_people_audit_names_each_new_one_once():
    propose()
    propose()
    assert Event.objects.filter(verb="proposed").count() == 2


def test_propose_people_audit_names_the_source():
    [proposal] = propose([("csv", "5", "Mo", "")])
    assert Event.objects.about(proposal).get().facts == {"source": "csv"}


def test_propose_people_who_are_known_is_none():
    UserFactory(external_ids={"csv": "5"})
    assert propose([("csv", "5", "Mo", "")]) == []


def test_propose_people_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    rows = [("csv", str(n), f"Agent {n}", "") for n in range(300)]
    propose(rows)
    with django_assert_max_num_queries(8):
        propose(rows)


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (("csv", "1", "A\0na\r\nX", "no mail"), {"name": "A na X", "email": ""}),
        (("csv", "1", "", "Bo@x.example"), {"name": "Bo", "email": "bo@x.example"}),
        (
            ("csv", "1", "zoe.hart@x.example", "zoe.hart@x.example"),
            {"name": "Zoe Hart", "email": "zoe.hart@x.example"},
        ),
        (("csv", "1", None, None), {"name": "1", "email": ""}),
        (("csv", "1", "n" * 1_000_000, ""), {"name": "n" * 120, "email": ""}),
        (("csv", "1", "علی‌رضا 🙂", ""), {"name": "علی‌رضا 🙂", "email": ""}),
    ],
)
def test_seen_people_are_made_fit_to_keep(row, kept):
    assert seen_people([row]) == {("csv", "1"): kept}


def test_seen_people_without_an_id_are_nobody():
    assert seen_people([("csv", " ", "Ana", ""), ("", "1", "Ana", "")]) == {}


def test_confirm_proposals_makes_person_with_place_manager_and_invitation(world):
    made, linked = confirm(
        world, (world.proposal, "Ada Agent", "ada@support.example", world.team, Role.ENGINEER)
    )
    person = made[0]
    assert (linked, person.name, person.has_joined) == ([], "Ada Agent", False)
    assert person.external_ids == {"zendesk": world.proposal.external_id}
    assert person.memberships.get().manager == world.boss
    assert person.invitations.open(NOW).exists()
    assert (reload(world.proposal).state, reload(world.proposal).user) == (
        ProposalState.CONFIRMED,
        person,
    )


def test_confirm_proposals_of_an_address_that_is_here_links(world):
    world.engineer.external_ids = {"csv": "1", "zendesk": "kept"}
    world.engineer.save()
    proposal = ProposalFactory(source="csv", external_id="9")
    other = ProposalFactory(source="hub", external_id="3")
    email = world.engineer.email.upper()
    made, linked = confirm(
        world, (proposal, "", email, None, Role.ENGINEER), (other, "", email, None, Role.ENGINEER)
    )
    assert (made, linked) == ([], [world.engineer, world.engineer])
    world.engineer.refresh_from_db()
    assert world.engineer.external_ids == {"csv": "1", "zendesk": "kept", "hub": "3"}


def test_confirm_proposals_takes_managers_first_so_that_engineers_get_one(world):
    team = TeamFactory()
    first = ProposalFactory()
    second = ProposalFactory()
    made, _ = confirm(
        world,
        (first, first.name, first.email, team, Role.ENGINEER),
        (second, second.name, second.email, team, Role.MANAGER),
    )
    engineer = next(person for person in made if person.email == first.email)
    assert engineer.memberships.get().manager.email == second.email


def test_confirm_proposals_takes_the_corrected_name(world):
    created, _ = confirm(
        world, (world.proposal, "Ada Lovelace", "ada@support.example", None, Role.ENGINEER)
    )
    assert created[0].name == "Ada Lovelace"


def test_confirm_proposals_again_makes_nobody(world):
    choice = (world.proposal, "Ada Agent", "ada@support.example", world.team, Role.ENGINEER)
    confirm(world, choice)
    assert confirm(world, choice) == ([], [])


def test_confirm_proposals_audit_names_proposal_and_person(world):
    made, _ = confirm(
        world, (world.proposal, "Ada Agent", "ada@support.example", None, Role.ENGINEER)
    )
    assert Event.objects.about(world.proposal).get().facts == {"person": made[0].pk}


def test_dismiss_proposals_leaves_the_confirmed_alone(world):
    confirm(world, (world.proposal, "Ada Agent", "ada@support.example", None, Role.ENGINEER))
    other = ProposalFactory()
    assert dismiss_proposals([world.proposal, other], by=world.coordinator, now=NOW) == 1
    assert reload(other).state == ProposalState.DISMISSED


def test_dismiss_proposals_audit_names_each(world):
    dismiss_proposals([world.proposal], by=world.coordinator, now=NOW)
    assert Event.objects.about(world.proposal).get().verb == "proposal dismissed"


def test_restore_proposal_opens_it_again(world):
    restore_proposal(world.dismissed, by=world.coordinator, now=NOW)
    assert reload(world.dismissed).state == ProposalState.OPEN


def test_restore_proposal_that_is_open_is_stale(world):
    with pytest.raises(StaleState):
        restore_proposal(world.proposal, by=world.coordinator, now=NOW)


def test_restore_proposal_audit_names_it(world):
    restore_proposal(world.dismissed, by=world.coordinator, now=NOW)
    assert Event.objects.about(world.dismissed).get().verb == "proposal restored"


@pytest.mark.django_db(transaction=True)
def test_confirm_proposals_by_four_at_once_makes_one_person():
    by = UserFactory(coordinator=True)
    proposal = ProposalFactory()
    calls = [
        lambda: confirm_proposals(
            [(proposal, "Ada", "a@b.example", None, Role.ENGINEER)], by=by, now=NOW
        )
    ] * 4
    assert not errors_of(run_together(*calls))
    assert User.objects.filter(email="a@b.example").count() == 1


@pytest.mark.django_db(transaction=True)
def test_propose_people_by_two_imports_at_once_keeps_each_once():
    rows = [("csv", str(n), f"Agent {n}", "") for n in range(50)]
    results = run_together(lambda: propose(rows), lambda: propose(rows[::-1]))
    assert [len(found) for found in results] == [50, 50]
    assert Proposal.objects.count() == 50
