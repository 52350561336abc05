from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from audit.models import Event
from core.errors import NotAllowed
from core.tests.concurrency import run_together
from notifications.actions import change_switches, mark_all_read, mark_read, send_again, send_test
from notifications.delivery import deliver_due
from notifications.models import Notice, Preference
from notifications.states import MailSwitch
from notifications.tests.kinds import make_notice
from people.tests.factories import UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def dead(**fields):
    return make_notice(sent=False, dead_at=NOW, tries=12, **fields)


@pytest.mark.django_db
def test_mark_read_by_somebody_else_changes_nothing():
    notice = make_notice()
    mark_read(notice, by=UserFactory(), now=NOW)
    assert Notice.objects.unread().get() == notice


@pytest.mark.django_db
def test_mark_all_read_counts_what_was_unread():
    notice = make_notice()
    assert mark_all_read(up_to=notice.pk, by=notice.recipient, now=NOW) == 1
    assert mark_all_read(up_to=notice.pk, by=notice.recipient, now=NOW) == 0


@pytest.mark.django_db
def test_change_switches_sets_and_changes_them():
    ana = UserFactory()
    for switch in (MailSwitch.OFF, MailSwitch.DAILY):
        change_switches(ana, mail=switch, slack=False, by=ana, now=NOW)
        assert Preference.objects.values_list("mail", "slack").get() == (switch, False)


@pytest.mark.django_db
def test_change_switches_is_audited():
    ana = UserFactory()
    change_switches(ana, mail=MailSwitch.OFF, slack=True, by=ana, now=NOW)
    event = Event.objects.about(ana).get()
    assert (event.verb, event.facts) == ("switches changed", {"mail": "off", "slack": True})


@pytest.mark.django_db
def test_change_switches_and_send_again_change_nothing_when_the_audit_refuses(audit_refuses):
    ana = UserFactory()
    letter = dead()
    with audit_refuses():
        change_switches(ana, mail=MailSwitch.OFF, slack=True, by=ana, now=NOW)
    with audit_refuses():
        send_again([letter], by=UserFactory(superuser=True), now=NOW)
    assert not Preference.objects.exists()
    assert not Notice.objects.due(NOW)


@pytest.mark.django_db
def test_change_switches_of_somebody_else_is_refused():
    with pytest.raises(NotAllowed):
        change_switches(
            UserFactory(), mail=MailSwitch.OFF, slack=True, by=UserFactory(superuser=True), now=NOW
        )
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_send_again_makes_dead_letters_due_with_all_their_tries():
    letter = dead()
    assert send_again([letter], by=UserFactory(superuser=True), now=NOW) == 1
    assert list(Notice.objects.due(NOW)) == [letter]
    assert Notice.objects.get().tries == 0


@pytest.mark.django_db
def test_send_again_leaves_alone_what_is_not_dead():
    sent = make_notice()
    assert send_again([sent], by=UserFactory(superuser=True), now=NOW) == 0
    assert not Notice.objects.due(NOW).exists()


@pytest.mark.django_db
def test_send_again_is_audited():
    letter = dead()
    admin = UserFactory(superuser=True)
    send_again([letter], by=admin, now=NOW)
    event = Event.objects.about(letter).get()
    assert (event.verb, event.actor_id) == ("sent again", admin.pk)


@pytest.mark.django_db
def test_send_again_by_anybody_else_is_refused():
    with pytest.raises(NotAllowed):
        send_again([dead()], by=UserFactory(coordinator=True), now=NOW)


@pytest.mark.django_db(transaction=True)
def test_send_again_raced_happens_once():
    letter = dead()
    admin = UserFactory(superuser=True)
    assert sorted(run_together(*[lambda: send_again([letter], by=admin, now=NOW)] * 4)) == [
        0,
        0,
        0,
        1,
    ]
    assert Event.objects.about(letter).count() == 1


@pytest.mark.django_db
def test_send_test_by_an_admin_goes_out_each_time():
    admin = UserFactory(superuser=True)
    for minutes in (0, 1):
        send_test("mail", by=admin, now=NOW + timedelta(minutes=minutes))
    assert deliver_due(now=NOW + timedelta(minutes=2)) == len(mail.outbox) == 2
    assert Event.objects.filter(verb="test sent").count() == 2


@pytest.mark.django_db
def test_send_test_to_a_channel_has_no_recipient(settings):
    settings.SLACK_BOT_TOKEN = "xoxb-test"
    send_test("slack", by=UserFactory(superuser=True), now=NOW, target="support")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.target, notice.channel) == (None, "support", "slack")


@pytest.mark.django_db
def test_send_test_by_anybody_else_is_refused():
    with pytest.raises(NotAllowed):
        send_test("mail", by=UserFactory(coordinator=True), now=NOW)


@pytest.mark.django_db
def test_send_test_whose_audit_fails_queues_nothing(audit_refuses):
    with audit_refuses():
        send_test("mail", by=UserFactory(superuser=True), now=NOW)
    assert not Notice.objects.exists()
