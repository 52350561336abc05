"""A colleague is invited to review a case, outside the draw."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from cases.models import Case
from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from notifications.models import Notice
from pairing.tests.factories import PoolFactory
from people.models import User
from people.states import Role
from people.tests.factories import OrganisationFactory, TeamFactory, UserFactory
from reviews import actions, sweeps
from reviews.models import Reader, Review, ReviewInvitation
from reviews.queries.invitations import pending_invitations
from reviews.states import InvitationState, ReviewKind, ReviewState
from reviews.tests.factories import NOW, InvitationFactory, fill_rubric
from rubrics.models import Rubric

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def case():
    """Owned by somebody with a manager; the colleague to invite has joined."""
    OrganisationFactory()
    team = TeamFactory()
    manager = UserFactory(last_login=NOW, team=team, team__role=Role.MANAGER)
    owner = UserFactory(team=team, team__manager=manager)
    return CaseFactory(owner=owner)


@pytest.fixture
def colleague():
    return UserFactory(last_login=NOW, time_zone="Europe/Berlin")


def manager_of(case):
    return case.owner.memberships.get().manager


def invite(case, colleague, by=None):
    by = by or case.owner
    return actions.invite_reviewer(case, reviewer=colleague, note="Please.", by=by, now=NOW)


def recipients(kind):
    notices = Notice.objects.filter(kind=kind, channel="inbox", dropped_at=None)
    return {notice.recipient for notice in notices}


def accept(invitation, now=NOW):
    return actions.accept_invitation(invitation, by=invitation.reviewer, now=now)


def send(review):
    return actions.submit_review(
        review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW
    )


def test_invite_by_the_owner_is_due_in_five_working_days(case, colleague):
    invitation = invite(case, colleague)
    assert invitation.due_at.isoformat() == "2026-11-25T16:00:00+00:00"
    assert recipients("review_invitation") == {colleague}
    assert not recipients("review_invitation_made")
    assert Event.objects.about(invitation).get().verb == "reviewer invited"


def test_invite_by_the_manager_notifies_the_owner(case, colleague):
    invite(case, colleague, by=manager_of(case))
    assert recipients("review_invitation_made") == {case.owner}


def test_invite_by_anybody_else_is_not_allowed(case, colleague):
    with pytest.raises(NotAllowed):
        invite(case, colleague, by=UserFactory())


@pytest.mark.parametrize("who", ["owner", "self", "left", "not joined", "twice", "deleted"])
def test_invite_that_makes_no_sense_is_refused(case, colleague, who):
    manager = manager_of(case)
    if who == "twice":
        invite(case, colleague)
    if who == "deleted":
        Case.objects.update(deleted_at=NOW)
        case.refresh_from_db()
    people = {
        "owner": case.owner,
        "self": manager,
        "left": UserFactory(is_active=False, last_login=NOW),
        "not joined": UserFactory(),
    }
    with pytest.raises(Refused):
        invite(case, people.get(who, colleague), by=manager)
    assert ReviewInvitation.objects.count() == (who == "twice")


@pytest.mark.parametrize("end", ["invite", "accept", "decline", "withdraw", "expire", "discard"])
def test_invitation_is_unchanged_when_the_audit_refuses(case, colleague, audit_refuses, end):
    invitation = InvitationFactory()
    by_reviewer = {"by": invitation.reviewer, "now": NOW}
    review = accept(invitation) if end == "discard" else None
    acts = {
        "invite": lambda: invite(case, colleague),
        "accept": lambda: actions.accept_invitation(invitation, **by_reviewer),
        "decline": lambda: actions.decline_invitation(invitation, reason="", **by_reviewer),
        "withdraw": lambda: actions.withdraw_invitation(invitation, by=invitation.owner, now=NOW),
        "expire": lambda: actions.expire_invitation(
            invitation, by=User.objects.system(), now=LATER
        ),
        "discard": lambda: actions.discard_review(review, **by_reviewer),
    }
    before = list(ReviewInvitation.objects.values())
    with audit_refuses():
        acts[end]()
    assert list(ReviewInvitation.objects.values()) == before


def test_accept_starts_a_draft_that_only_the_two_read_once_sent():
    invitation = InvitationFactory()
    review = accept(invitation)
    assert (review.kind, review.state) == (ReviewKind.INVITED, ReviewState.DRAFT)
    assert accept(invitation) == review
    send(review)
    readers = {reader.user for reader in Reader.objects.all()}
    assert readers == {invitation.reviewer, invitation.owner}
    with pytest.raises(StaleState):
        accept(invitation)


def test_accept_uses_the_rubric_of_the_owners_pool():
    invitation = InvitationFactory()
    rubric = Rubric.objects.create(name="Short")
    rubric.versions.create(number=1, published_at=NOW)
    pool = PoolFactory(rubric=rubric)
    pool.memberships.create(user=invitation.owner, first_day="2020-01-06")
    assert accept(invitation).rubric_version.rubric == rubric


def test_accept_after_the_due_day_gives_five_more_working_days():
    invitation = InvitationFactory()
    late = invitation.due_at + timedelta(days=2)
    assert accept(invitation, now=late).due_at > late + timedelta(days=4)


@pytest.mark.parametrize("gone", ["case", "owner"])
def test_accept_without_a_case_or_an_owner_is_refused(gone):
    invitation = InvitationFactory()
    if gone == "case":
        Case.objects.update(deleted_at=NOW)
    else:
        User.objects.filter(pk=invitation.owner_id).update(is_active=False)
    with pytest.raises(Refused):
        accept(ReviewInvitation.objects.get())


def test_decline_notifies_both_who_invited_without_the_reason(case, colleague):
    invitation = invite(case, colleague, by=manager_of(case))
    actions.decline_invitation(invitation, reason="Too busy.", by=colleague, now=NOW)
    assert recipients("review_invitation_declined") == {case.owner, manager_of(case)}
    assert ReviewInvitation.objects.get().decline_reason == "Too busy."
    with pytest.raises(StaleState):
        actions.decline_invitation(invitation, reason="", by=colleague, now=NOW)


def test_withdraw_by_the_owner_drops_the_invitation_of_the_manager(case, colleague):
    invitation = invite(case, colleague, by=manager_of(case))
    actions.withdraw_invitation(invitation, by=case.owner, now=NOW)
    assert recipients("review_invitation_withdrawn") == {colleague, manager_of(case)}
    assert not recipients("review_invitation")


@pytest.mark.parametrize("act", ["accept", "decline", "withdraw"])
def test_answer_by_the_wrong_person_is_not_allowed(act):
    invitation = InvitationFactory()
    stranger = {"by": UserFactory(), "now": NOW}
    acts = {
        "accept": lambda: actions.accept_invitation(invitation, **stranger),
        "decline": lambda: actions.decline_invitation(invitation, reason="", **stranger),
        "withdraw": lambda: actions.withdraw_invitation(invitation, **stranger),
    }
    with pytest.raises(NotAllowed):
        acts[act]()


def test_discarded_draft_declines_the_invitation():
    invitation = InvitationFactory()
    actions.discard_review(accept(invitation), by=invitation.reviewer, now=NOW)
    assert ReviewInvitation.objects.get().state == InvitationState.DECLINED
    assert recipients("review_invitation_declined") == {invitation.owner}


def test_expire_ends_what_is_long_past_due_with_its_draft():
    answered = InvitationFactory()
    review = accept(answered)
    InvitationFactory()
    assert sweeps.expire_invitations(now=answered.due_at + timedelta(days=14)) == 0
    assert sweeps.expire_invitations(now=answered.due_at + timedelta(days=15)) == 2
    assert sweeps.expire_invitations(now=LATER) == 0
    review.refresh_from_db()
    assert review.state == ReviewState.DISCARDED
    assert recipients("review_invitation_expired") >= {answered.reviewer, answered.owner}


def test_expire_ends_the_invitation_of_somebody_who_left():
    invitation = InvitationFactory(reviewer__is_active=False)
    assert sweeps.expire_invitations(now=NOW) == 1
    assert recipients("review_invitation_expired") == {invitation.owner}


def test_reminder_is_sent_once_in_working_hours_of_the_due_day():
    invitation = InvitationFactory(reviewer__time_zone="Europe/Berlin")
    morning = invitation.due_at.replace(hour=8, minute=30)
    assert sweeps.remind_due(now=morning - timedelta(hours=1)) == 0
    assert sweeps.remind_due(now=morning) == 1
    assert sweeps.remind_due(now=morning + timedelta(days=1)) == 0
    assert recipients("review_invitation_due") == {invitation.reviewer}


@pytest.mark.django_db(transaction=True)
def test_accept_twice_at_once_starts_one_draft():
    invitation = InvitationFactory()
    first, second = run_together(*[lambda: accept(ReviewInvitation.objects.get())] * 2)
    assert first == second == Review.objects.get()
    assert invitation.reviewer == first.reviewer


@pytest.mark.django_db(transaction=True)
def test_accept_and_withdraw_at_once_have_one_winner():
    pk = InvitationFactory().pk

    def withdraw():
        invitation = ReviewInvitation.objects.get(pk=pk)
        actions.withdraw_invitation(invitation, by=invitation.owner, now=NOW)

    results = run_together(lambda: accept(ReviewInvitation.objects.get(pk=pk)), withdraw)
    assert len(errors_of(results)) == 1
    is_accepted = ReviewInvitation.objects.get().state == InvitationState.ACCEPTED
    assert Review.objects.exists() == is_accepted


def test_invite_page_keeps_what_was_typed_and_leads_to_the_invitation(client, case, colleague):
    client.force_login(case.owner)
    url = reverse("invite_reviewer", args=[case.pk])
    page = client.post(url, {"reviewer": "", "note": "The second reply"})
    assert page.status_code == 422
    assert "The second reply" in page.text
    page = client.post(url, {"reviewer": colleague.pk, "note": ""}, follow=True)
    assert "has not answered yet" in " ".join(page.text.split())
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403


def test_case_page_shows_button_and_invitation_to_the_owner_only(client, case, colleague):
    invite(case, colleague)
    url = reverse("case", args=[case.pk])
    pages = {}
    for person in (case.owner, manager_of(case), colleague, UserFactory()):
        client.force_login(person)
        page = client.get(url).text
        pages[person] = (
            "Invite a reviewer" in page,
            "is invited</a>" in page,
            "You are invited</a>" in page,
        )
    assert list(pages.values()) == [
        (True, True, False),
        (True, False, False),
        (False, False, True),
        (False, False, False),
    ]


def test_my_week_has_a_row_for_the_colleague_and_a_card_for_the_owner(client, case, colleague):
    invitation = invite(case, colleague)
    url = reverse("review_invitation", args=[invitation.pk])
    for person, words in ((colleague, "invites you to review"), (case.owner, "Not answered yet")):
        client.force_login(person)
        page = client.get(reverse("my_week")).text
        assert words in page
        assert url in page


def test_invited_review_is_listed_with_its_kind(client):
    review = send(accept(InvitationFactory()))
    client.force_login(review.owner)
    assert "Invited review" in client.get(reverse("reviews")).text
    assert "Invited review" in client.get(reverse("review", args=[review.pk])).text
    exported = client.post(reverse("review_export", args=[review.pk]))
    assert "- Kind: Invited review" in exported.getvalue().decode()
    assert not pending_invitations(review.owner)
