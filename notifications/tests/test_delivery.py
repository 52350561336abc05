from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from core.tests.concurrency import run_together
from notifications import delivery
from notifications.delivery import LAST_TRY, LEASE, claim_due, deliver_batch, deliver_due
from notifications.exceptions import TryLater, Undeliverable
from notifications.models import Notice, Preference
from notifications.states import Channel, DropReason, MailSwitch
from notifications.tests.kinds import TeamInvitation, TeamMail, make_notice
from people.tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def waiting(**fields):
    return make_notice(sent=False, created_at=NOW, not_before=NOW, **fields)


def waiting_mail(**fields):
    return waiting(channel=Channel.MAIL, kind=TeamMail.kind, **fields)


@pytest.mark.django_db
def test_due_notice_is_delivered_to_the_inbox():
    notice = waiting()
    assert deliver_due(now=NOW) == 1
    assert list(Notice.objects.visible_to(notice.recipient)) == [notice]
    assert deliver_due(now=NOW) == 0


@pytest.mark.django_db
def test_more_than_a_batch_is_delivered_in_one_go():
    for _ in range(5):
        waiting()
    assert deliver_due(now=NOW, size=2) == 5


@pytest.mark.django_db
def test_mail_goes_out_with_link_and_steady_message_id(settings):
    settings.BASE_URL = "https://casereview.example"
    notice = waiting_mail(subject=TeamFactory(pk=7, name="EMEA\nBcc: all@example.org"))
    deliver_due(now=NOW)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([notice.recipient.email], "Hello EMEA Bcc: all@example.org")
    assert "https://casereview.example/teams/?7" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<notice-{notice.pk}@casereview.example>"


@pytest.mark.django_db
def test_notice_about_what_is_over_is_dropped():
    notice = waiting(subject=TeamFactory(name="Over and done"))
    assert deliver_due(now=NOW) == 0
    notice.refresh_from_db()
    assert (notice.sent_at, bool(notice.dropped_at), notice.dropped_why) == (
        None,
        True,
        DropReason.OVER,
    )
    assert not Notice.objects.visible_to(notice.recipient).exists()


@pytest.mark.django_db
def test_notice_about_what_is_gone_is_dropped():
    subject = TeamFactory()
    notice = waiting(subject=subject)
    subject.delete()
    deliver_due(now=NOW)
    notice.refresh_from_db()
    assert notice.dropped_at


@pytest.mark.django_db
def test_notice_for_somebody_who_left_is_dropped_unless_it_is_essential():
    gone = UserFactory(is_active=False)
    waiting_mail(recipient=gone)
    waiting(recipient=gone, channel=Channel.MAIL, kind=TeamInvitation.kind)
    assert deliver_due(now=NOW) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_mail_switched_off_since_it_was_queued_is_dropped():
    notice = waiting_mail()
    Preference.objects.create(user=notice.recipient, mail=MailSwitch.OFF)
    assert deliver_due(now=NOW) == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_mail_once_a_day_comes_as_one():
    ana = UserFactory()
    bo = UserFactory()
    Preference.objects.create(user=ana, mail=MailSwitch.DAILY)
    for name in ("EMEA", "Americas", "Over"):
        waiting_mail(recipient=ana, subject=TeamFactory(name=name))
    waiting_mail(recipient=bo)
    assert deliver_due(now=NOW) == 3
    [digest] = [sent for sent in mail.outbox if sent.to == [ana.email]]
    assert digest.subject == "2 notices"
    assert "Hello EMEA" in digest.body
    assert "Hello Americas" in digest.body
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_mail_once_a_day_is_one_however_much_there_is_and_whatever_lies_between():
    readers = [UserFactory() for _ in range(3)]
    Preference.objects.bulk_create(
        [Preference(user=reader, mail=MailSwitch.DAILY) for reader in readers]
    )
    for _ in range(4):
        for reader in readers:
            waiting_mail(recipient=reader)
    assert deliver_due(now=NOW, size=5) == 12
    assert Counter(sent.to[0] for sent in mail.outbox) == {reader.email: 1 for reader in readers}


@pytest.mark.django_db
def test_mail_once_a_day_that_failed_is_one_again(settings):
    reader = UserFactory()
    Preference.objects.create(user=reader, mail=MailSwitch.DAILY)
    for _ in range(3):
        waiting_mail(recipient=reader)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    assert deliver_due(now=NOW) == 0
    settings.EMAIL_BACKEND = backend
    first = min(notice.not_before for notice in Notice.objects.waiting())
    assert deliver_due(now=first) == 3
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_failing_channel_costs_a_later_try_and_not_the_batch():
    broken = waiting(subject=TeamFactory(name="Broken"))
    fine = waiting()
    assert deliver_due(now=NOW) == 1
    broken.refresh_from_db()
    assert (broken.tries, broken.last_error, broken.lease_until) == (1, "OSError", None)
    assert NOW + timedelta(seconds=45) < broken.not_before < NOW + timedelta(seconds=75)
    assert Notice.objects.visible_to(fine.recipient).exists()


@pytest.mark.django_db
def test_backing_off_grows_and_ends():
    notice = waiting(subject=TeamFactory(name="Broken"))
    waits = []
    moment = NOW
    while Notice.objects.waiting().exists():
        deliver_due(now=moment)
        notice.refresh_from_db()
        waits.append(notice.not_before - moment)
        moment = max(notice.not_before, moment)
    assert len(waits) == notice.attempts.count() == LAST_TRY
    assert [attempt.again_at for attempt in notice.attempts.all()].index(None) == LAST_TRY - 1
    assert waits[4] > waits[0] * 5
    assert max(waits) <= timedelta(hours=6 * 1.2)
    assert list(Notice.objects.dead()) == [notice]


@pytest.mark.django_db
def test_dead_letter_is_not_tried_again():
    waiting(subject=TeamFactory(name="Broken"), dead_at=NOW)
    assert claim_due(now=NOW + timedelta(days=30)) == []


@pytest.mark.django_db
def test_claimed_notice_is_left_alone_until_its_lease_runs_out():
    notice = waiting()
    assert claim_due(now=NOW) == [notice]
    assert claim_due(now=NOW + LEASE / 2) == []
    assert claim_due(now=NOW + LEASE) == [notice]


@pytest.mark.django_db
def test_worker_whose_lease_ran_out_sends_nothing():
    waiting_mail()
    late = claim_due(now=NOW)
    again = claim_due(now=NOW + LEASE)
    assert deliver_batch(late, now=NOW) == 0
    assert mail.outbox == []
    assert deliver_batch(again, now=NOW) == 1


@pytest.fixture
def channel(monkeypatch):
    """A mail channel that answers each call with the next receipt or error of the list."""

    def answers(*listed):
        left = list(listed)

        def send(messages):
            answer = left.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setitem(delivery.SENDERS, Channel.MAIL, send)
        return left

    return answers


@pytest.mark.django_db
def test_channel_that_will_never_take_it_makes_a_dead_letter_at_once(channel):
    notice = waiting_mail()
    channel(Undeliverable("smtp_550"))
    deliver_due(now=NOW)
    notice.refresh_from_db()
    assert (notice.dead_at, notice.tries, notice.last_error) == (NOW, 1, "smtp_550")
    assert notice.attempts.get().again_at is None


@pytest.mark.django_db
def test_channel_that_asks_for_patience_gets_it_and_no_try_is_counted(channel):
    notices = [waiting_mail(), waiting_mail()]
    left = channel(TryLater(30), "never")
    assert deliver_due(now=NOW, size=1) == 0
    notices[0].refresh_from_db()
    assert (notices[0].tries, notices[0].not_before) == (0, NOW + timedelta(seconds=30))
    assert left == ["never"]
    assert Notice.objects.due(NOW).get() == notices[1]


@pytest.mark.django_db
def test_channel_that_hangs_rests_and_keeps_no_other_waiting(channel, monkeypatch):
    hanging = waiting_mail()
    next_mail = waiting_mail()
    inbox = waiting()
    channel(TimeoutError(), "never")
    monkeypatch.setattr(delivery, "SLOW", -1)
    assert deliver_due(now=NOW) == 1
    assert list(Notice.objects.exclude(sent_at=None)) == [inbox]
    next_mail.refresh_from_db()
    assert (next_mail.tries, next_mail.lease) == (0, None)
    assert hanging.attempts.count() == 1


@pytest.mark.django_db
def test_turn_that_lasts_too_long_gives_back_what_it_holds(monkeypatch):
    waiting_mail()
    monkeypatch.setattr(delivery, "TURN", -1)
    assert deliver_due(now=NOW) == 0
    assert Notice.objects.due(NOW).get().tries == 0


@pytest.mark.django_db
def test_sent_notice_keeps_what_the_channel_calls_it(channel):
    notice = waiting_mail()
    channel("C123/1699.0001")
    deliver_due(now=NOW)
    notice.refresh_from_db()
    assert (notice.receipt, notice.lease, notice.lease_until) == ("C123/1699.0001", None, None)


@pytest.mark.django_db(transaction=True)
def test_outbox_claimed_by_four_threads_gives_each_row_to_one():
    Notice.objects.bulk_create(rows(500))

    def claim():
        mine = []
        while claimed := claim_due(now=NOW, size=20):
            mine += [notice.pk for notice in claimed]
        return mine

    counts = Counter(pk for mine in run_together(*[claim] * 4) for pk in mine)
    assert len(counts) == 500
    assert set(counts.values()) == {1}


@pytest.mark.django_db(transaction=True)
def test_outbox_delivered_by_four_threads_mails_each_once():
    Notice.objects.bulk_create(rows(500, channel=Channel.MAIL, kind=TeamMail.kind))
    sent = run_together(*[lambda: deliver_due(now=NOW)] * 4)
    assert sum(sent) == 500
    assert set(
        Counter(message.extra_headers["Message-ID"] for message in mail.outbox).values()
    ) == {1}
    assert len(mail.outbox) == 500


def rows(count, **fields):
    user = UserFactory()
    team = TeamFactory()
    fields = {"kind": "test_team", "channel": Channel.INBOX} | fields
    fields |= {"recipient": user, "subject_id": team.pk, "created_at": NOW, "not_before": NOW}
    return [Notice(key=f"n{number}", **fields) for number in range(count)]
