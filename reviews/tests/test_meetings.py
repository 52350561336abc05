"""Going through a review together: proposed, accepted, held; between the two alone."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from notifications.delivery import deliver_due
from notifications.models import Notice
from pairing.actions import skip_pairing
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory
from reviews import actions
from reviews.meeting_file import calendar_file
from reviews.models import Meeting
from reviews.queries.week import meeting_items
from reviews.states import MeetingState
from reviews.tests.factories import NOW

pytestmark = pytest.mark.django_db
THURSDAY = NOW + timedelta(days=1)
FRIDAY = NOW + timedelta(days=2)
AFTER = FRIDAY + timedelta(hours=2)


@pytest.fixture
def pairing():
    return PairingFactory(reviewer__name="Hana Kim", owner__name="Ana Duarte")


@pytest.fixture
def proposed(pairing):
    return actions.propose_meeting(
        pairing, starts_at=THURSDAY, seen="", by=pairing.reviewer, now=NOW
    )


def recipients(kind):
    notices = Notice.objects.filter(kind=kind, channel="inbox", dropped_at=None)
    return [notice.recipient for notice in notices]


def test_propose_meeting_notifies_the_other_one_and_is_audited(pairing, proposed):
    assert proposed.state == MeetingState.PROPOSED
    assert recipients("meeting_proposed") == [pairing.owner]
    assert Event.objects.about(proposed).filter(verb="meeting proposed").exists()


def test_accept_meeting_notifies_the_one_who_proposed(pairing, proposed):
    actions.accept_meeting(proposed, seen=proposed.seen, by=pairing.owner, now=NOW)
    assert reload(proposed).state == MeetingState.ACCEPTED
    assert recipients("meeting_proposed") == []
    assert recipients("meeting_changed") == [pairing.reviewer]


def test_another_time_is_a_proposal_that_the_first_one_answers(pairing, proposed):
    seen = proposed.seen
    other = actions.propose_meeting(
        pairing, starts_at=FRIDAY, seen=seen, by=pairing.owner, now=NOW + timedelta(minutes=1)
    )
    assert other == proposed
    assert recipients("meeting_proposed") == [pairing.reviewer]
    with pytest.raises(StaleState):
        actions.accept_meeting(proposed, seen=seen, by=pairing.owner, now=NOW)
    with pytest.raises(NotAllowed):
        actions.accept_meeting(other, seen=other.seen, by=pairing.owner, now=NOW)


def test_meetings_in_a_loop_send_one_mail_of_each_kind_an_hour(pairing):
    for minute in range(4):
        now = NOW + timedelta(minutes=minute)
        actions.note_talk(pairing, seen="", by=pairing.reviewer, now=now)
        meeting = actions.propose_meeting(
            pairing, starts_at=FRIDAY, seen="", by=pairing.reviewer, now=now
        )
        deliver_due(now=now)
        actions.cancel_meeting(meeting, seen=meeting.seen, by=pairing.reviewer, now=now)
        deliver_due(now=now)
    assert len(mail.outbox) == 2
    deliver_due(now=now + timedelta(hours=1))
    assert len(mail.outbox) == 3
    assert "cancelled" in mail.outbox[-1].subject


@pytest.mark.parametrize("starts_at", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=91)])
def test_propose_meeting_in_the_past_or_far_ahead_is_refused(pairing, starts_at):
    with pytest.raises(Refused):
        actions.propose_meeting(pairing, starts_at=starts_at, seen="", by=pairing.reviewer, now=NOW)


def test_meeting_of_others_is_not_allowed_and_not_seen(pairing, proposed):
    stranger = UserFactory()
    answers = [
        actions.accept_meeting,
        actions.decline_meeting,
        actions.cancel_meeting,
        partial(actions.note_meeting, is_held=True),
    ]
    for answer in answers:
        with pytest.raises(NotAllowed):
            answer(proposed, seen=proposed.seen, by=stranger, now=NOW)
    assert not Meeting.objects.visible_to(stranger).exists()


def test_propose_meeting_when_the_audit_fails_leaves_nothing(pairing, audit_refuses):
    with audit_refuses():
        actions.propose_meeting(pairing, starts_at=THURSDAY, seen="", by=pairing.reviewer, now=NOW)
    assert not Meeting.objects.exists()
    assert not Notice.objects.filter(kind="meeting_proposed").exists()


@pytest.mark.django_db(transaction=True)
def test_two_proposals_at_once_are_one_meeting(pairing):
    calls = [
        partial(actions.propose_meeting, pairing, starts_at=at, seen="", by=by, now=NOW)
        for at, by in [(THURSDAY, pairing.reviewer), (FRIDAY, pairing.owner)]
    ]
    assert len(errors_of(run_together(*calls))) == 1
    assert Meeting.objects.count() == 1


def test_accept_meeting_after_its_time_is_refused(pairing, proposed):
    with pytest.raises(Refused):
        actions.accept_meeting(proposed, seen=proposed.seen, by=pairing.owner, now=AFTER)


def test_note_talk_without_a_meeting_says_that_the_two_talked(pairing):
    meeting = actions.note_talk(pairing, seen="", by=pairing.owner, now=NOW)
    assert meeting.state == MeetingState.HELD
    assert recipients("meeting_changed") == [pairing.reviewer]


def test_meeting_ends_with_a_pairing_that_ends_without_a_review(pairing, proposed):
    skip_pairing(pairing, reason="Away", by=pairing.reviewer, now=NOW)
    assert reload(proposed).state == MeetingState.CANCELLED
    assert recipients("meeting_proposed") == []
    with pytest.raises(NotAllowed):
        actions.note_talk(pairing, seen="", by=pairing.owner, now=NOW)


def test_my_week_asks_for_an_answer_and_later_whether_the_two_talked(pairing, proposed):
    assert [item.label for item in meeting_items(pairing.owner, NOW)] == ["Answer"]
    assert not list(meeting_items(pairing.reviewer, NOW))
    actions.accept_meeting(proposed, seen=proposed.seen, by=pairing.owner, now=NOW)
    assert not list(meeting_items(pairing.owner, THURSDAY))
    assert "Did you and Hana talk" in next(meeting_items(pairing.owner, AFTER)).what


def test_meeting_page_proposes_accepts_and_says_that_you_talked(client, pairing, time_machine):
    time_machine.move_to(NOW)
    page = reverse("meeting", args=[pairing.pk])
    client.force_login(pairing.owner)
    assert client.post(page, {"starts_at": "2026-11-17T14:00"}).status_code == 422
    client.post(page, {"starts_at": "2026-11-19T14:00", "seen": ""})
    meeting = Meeting.objects.get()
    answer = reverse("meeting_answer", args=[meeting.pk])
    client.force_login(pairing.reviewer)
    assert "Ana proposes" in client.get(page).text
    client.post(answer, {"answer": "accept", "seen": meeting.seen})
    calendar = client.get(reverse("meeting_calendar", args=[meeting.pk]))
    assert "DTSTART:20261119T140000Z" in calendar.text
    client.post(answer, {"answer": "held", "seen": reload(meeting).seen})
    assert reload(meeting).state == MeetingState.HELD
    assert "You and Ana talked" in " ".join(client.get(page).text.split())


def test_calendar_file_escapes_and_folds():
    times = {"starts_at": THURSDAY, "ends_at": FRIDAY, "changed_at": NOW}
    title = "Å, b; \\c\nEND:VEVENT" * 9
    lines = calendar_file(uid="1", title=title, url="https://x/", **times).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines.count("END:VEVENT") == 1
