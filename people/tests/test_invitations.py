from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, StaleState
from core.tests.concurrency import errors_of, run_together
from notifications.delivery import deliver_due
from notifications.models import Notice
from people.actions import (
    accept_invitation,
    change_account,
    invite_person,
    withdraw_invitation,
)
from people.models import Invitation
from people.states import InvitationState
from people.tests.factories import InvitationFactory, UserFactory
from people.tokens import invitation_pk, link_of, token_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=14)


def accept(invitation, now=NOW, name="Ida Bell"):
    return accept_invitation(
        invitation, name=name, time_zone="Asia/Tokyo", password="correct horse", now=now
    )


def test_invite_person_ends_the_invitation_before_and_makes_one_of_14_days(world):
    invitation = invite_person(world.invited, by=world.coordinator, now=NOW)
    world.invitation.refresh_from_db()
    assert world.invitation.state_at(NOW) == InvitationState.WITHDRAWN
    assert (invitation.state_at(NOW), invitation.expires_at) == (InvitationState.OPEN, LATER)


def test_invite_person_who_has_come_in_is_not_allowed(world):
    accept(world.invitation)
    with pytest.raises(NotAllowed):
        invite_person(world.invited, by=world.coordinator, now=NOW)


def test_invite_person_who_is_admin_by_a_coordinator_is_not_allowed(world):
    with pytest.raises(NotAllowed):
        invite_person(UserFactory(superuser=True), by=world.coordinator, now=NOW)


def test_invite_person_audit_names_the_person(world):
    invite_person(world.invited, by=world.coordinator, now=NOW)
    assert Event.objects.about(world.invited).get().verb == "invited"


def test_invite_person_mails_a_link_that_is_not_in_the_outbox(world):
    invitation = invite_person(world.invited, by=world.coordinator, now=NOW)
    assert not Notice.objects.filter(key__contains=token_of(invitation)).exists()
    Invitation.objects.update(expires_at=datetime.now(UTC) + timedelta(days=1))
    deliver_due(now=NOW)
    assert mail.outbox[0].to == [world.invited.email]
    assert link_of(invitation) in mail.outbox[0].body


@pytest.mark.parametrize("sends", [True, False])
def test_invitations_are_called_e_mailed_only_with_a_mail_server(client, world, settings, sends):
    settings.MAIL_CONFIGURED = sends
    invite_person(world.invited, by=world.coordinator, now=NOW)
    Notice.objects.update(sent_at=NOW)
    Invitation.objects.update(expires_at=datetime.now(UTC) + timedelta(days=1))
    client.force_login(world.coordinator)
    assert ("E-mailed" in client.get(reverse("invitations")).text) == sends


def test_invitation_that_was_withdrawn_is_not_mailed(world):
    withdraw_invitation(
        invite_person(world.invited, by=world.coordinator, now=NOW), by=world.coordinator, now=NOW
    )
    deliver_due(now=NOW)
    assert not mail.outbox


def test_withdraw_invitation_twice_is_stale(world):
    withdraw_invitation(world.invitation, by=world.coordinator, now=NOW)
    with pytest.raises(StaleState):
        withdraw_invitation(world.invitation, by=world.coordinator, now=NOW)


def test_withdraw_invitation_audit_names_the_person(world):
    withdraw_invitation(world.invitation, by=world.coordinator, now=NOW)
    assert Event.objects.about(world.invited).get().verb == "invitation withdrawn"


def test_accept_invitation_sets_name_zone_password_and_proves_the_address(world):
    person = accept(world.invitation)
    assert (person.name, person.time_zone, person.has_joined) == ("Ida Bell", "Asia/Tokyo", True)
    assert person.check_password("correct horse")
    assert EmailAddress.objects.get_primary(person).verified
    world.invitation.refresh_from_db()
    assert world.invitation.accepted_at == NOW


def test_accept_invitation_audit_names_the_person_as_actor(world):
    person = accept(world.invitation)
    assert Event.objects.about(person).get(verb="invitation accepted").actor_id == person.pk


@pytest.mark.parametrize(
    "change", [{"accepted_at": NOW}, {"withdrawn_at": NOW}, {"expires_at": NOW}]
)
def test_accept_invitation_that_is_over_is_stale(world, change):
    Invitation.objects.update(**change)
    with pytest.raises(StaleState):
        accept(world.invitation)


def test_accept_invitation_of_who_was_deactivated_is_stale(world):
    world.invited.is_active = False
    world.invited.save()
    with pytest.raises(StaleState):
        accept(world.invitation)


@pytest.mark.django_db(transaction=True)
def test_accept_invitation_in_two_tabs_at_once_lets_one_win():
    invitation = InvitationFactory(created_at=NOW)
    results = run_together(*(lambda n=n: accept(invitation, name=f"Name {n}") for n in range(4)))
    assert len(errors_of(results)) == 3
    assert EmailAddress.objects.filter(user=invitation.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_invite_person_by_two_at_once_leaves_one_open_invitation():
    person = UserFactory()
    by = UserFactory(coordinator=True)
    assert not errors_of(
        run_together(*(lambda: invite_person(person, by=by, now=NOW) for _ in range(4)))
    )
    assert Invitation.objects.open(NOW).count() == 1


def test_token_of_another_row_or_torn_is_none(world):
    token = token_of(world.invitation)
    assert invitation_pk(token) == world.invitation.pk
    for torn in (token[:-1], f"1{token}", "", ".", "x.y", f"{world.invitation.pk}", "\0"):
        assert invitation_pk(torn) is None


@pytest.mark.parametrize(("reader", "is_shown"), [("coordinator", False), ("superuser", True)])
def test_invitations_page_has_the_link_of_an_admin_only_for_admins(client, reader, is_shown):
    invitation = InvitationFactory(user=UserFactory(superuser=True), created_at=datetime.now(UTC))
    client.force_login(UserFactory(**{reader: True}))
    assert (link_of(invitation) in client.get(reverse("invitations")).text) == is_shown


def test_change_account_that_makes_an_invited_person_admin_replaces_their_link(world):
    change_account(
        world.invited,
        name=world.invited.name,
        email=world.invited.email,
        external_ids=world.invited.external_ids,
        is_staff=True,
        is_superuser=True,
        by=UserFactory(superuser=True),
        now=NOW,
    )
    with pytest.raises(StaleState):
        accept(world.invitation)
