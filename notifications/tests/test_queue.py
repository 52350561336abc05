from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from notifications.actions import hint_delivery, queue
from notifications.models import Notice, Preference
from notifications.states import Channel, MailSwitch
from notifications.tests.kinds import TeamInvitation, TeamMail, TeamNews, about
from people.tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.database

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def channels(user):
    return set(Notice.objects.filter(recipient=user).values_list("channel", flat=True))


@pytest.mark.django_db
def test_queue_makes_a_row_for_each_recipient_and_channel():
    ana = UserFactory()
    bo = UserFactory()
    queue(about(TeamFactory(), ana, bo, kind=TeamMail), now=MONDAY)
    assert channels(ana) == channels(bo) == {Channel.INBOX, Channel.MAIL}
    assert set(Notice.objects.values_list("created_at", "not_before", "sent_at")) == {
        (MONDAY, MONDAY, None)
    }


@pytest.mark.django_db
def test_queue_asked_twice_tells_once():
    team = TeamFactory()
    ana = UserFactory()
    for _ in range(2):
        queue(about(team, ana), now=MONDAY)
    assert Notice.objects.count() == 1


def queue_news(team, ana, *, after):
    """Queue news `after` so many minutes, and deliver what is due by then."""
    news = about(team, ana, kind=TeamNews)
    news.at = after
    now = MONDAY + timedelta(minutes=after)
    queue(news, now=now)
    due = Notice.objects.due(now)
    return due.update(sent_at=now)


@pytest.mark.django_db
def test_queue_of_a_loop_that_folds_sends_once_an_hour_and_nothing_gets_lost():
    team = TeamFactory()
    ana = UserFactory()
    channels = 2
    assert queue_news(team, ana, after=0) == channels
    for minute in range(1, 60):
        assert queue_news(team, ana, after=minute) == 0
    assert queue_news(team, ana, after=60) == channels
    assert Notice.objects.count() == 2 * channels
    assert queue_news(team, UserFactory(), after=61) == channels
    assert queue_news(TeamFactory(), ana, after=61) == channels


@pytest.mark.django_db
def test_queue_of_a_kind_that_folds_after_one_that_was_dropped_unsent_is_at_once():
    team = TeamFactory()
    ana = UserFactory()
    queue_news(team, ana, after=0)
    Notice.objects.update(dropped_at=MONDAY, sent_at=None)
    assert queue_news(team, ana, after=1) == 2


@pytest.mark.django_db
def test_queue_for_later_waits():
    queue(about(TeamFactory(), UserFactory()), now=MONDAY, not_before=MONDAY + timedelta(hours=1))
    assert not Notice.objects.due(MONDAY).exists()
    assert Notice.objects.due(MONDAY + timedelta(hours=1)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("switch", "told"),
    [
        (MailSwitch.AT_ONCE, {"inbox", "mail"}),
        (MailSwitch.OFF, {"inbox"}),
        (None, {"inbox", "mail"}),
    ],
)
def test_queue_heeds_the_mail_switch(switch, told):
    ana = UserFactory()
    if switch:
        Preference.objects.create(user=ana, mail=switch)
    queue(about(TeamFactory(), ana, kind=TeamMail), now=MONDAY)
    assert channels(ana) == told


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "day"), [(7, 17), (6, 16)])
def test_queue_of_mail_once_a_day_waits_for_the_next_morning_of_the_reader(hour, day):
    ana = UserFactory(time_zone="Europe/Berlin")
    Preference.objects.create(user=ana, mail=MailSwitch.DAILY)
    queue(about(TeamFactory(), ana, kind=TeamMail), now=MONDAY.replace(hour=hour))
    mail = Notice.objects.get(channel=Channel.MAIL)
    assert mail.not_before == datetime(2026, 11, day, 7, tzinfo=UTC)


@pytest.mark.django_db
def test_queue_of_an_essential_notice_heeds_no_switch():
    ana = UserFactory()
    Preference.objects.create(user=ana, mail=MailSwitch.OFF)
    queue(about(TeamFactory(), ana, kind=TeamInvitation), now=MONDAY)
    assert channels(ana) == {Channel.MAIL}


@pytest.mark.django_db
def test_queue_costs_the_same_for_one_and_three_recipients(django_assert_num_queries):
    for count in (1, 3):
        told = UserFactory.create_batch(count)
        with django_assert_num_queries(2):
            queue(about(TeamFactory.build(pk=count), *told, kind=TeamMail), now=MONDAY)


@pytest.mark.django_db
def test_queue_many_times_in_one_transaction_hints_once():
    for _ in range(3):
        queue(about(TeamFactory(), UserFactory()), now=MONDAY)
    assert [function for _, function, _ in connection.run_on_commit].count(hint_delivery) == 1


@pytest.mark.django_db(transaction=True)
def test_queue_outside_a_transaction_raises():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        queue(about(TeamFactory(), UserFactory()), now=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_queue_that_is_rolled_back_leaves_nothing():
    notice = about(TeamFactory(), UserFactory())

    @transaction.atomic
    def change():
        queue(notice, now=MONDAY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert not Notice.objects.exists()


@pytest.fixture
def dead_broker(settings):
    """A port at which nobody answers."""
    from casereview.celery import app

    before = app.conf.broker_url
    app.conf.broker_url = app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    app.amqp._producer_pool = None
    app._pool = None
    yield
    app.conf.broker_url = app.conf.broker_write_url = before
    app.amqp._producer_pool = None
    app._pool = None


@pytest.mark.django_db(transaction=True)
def test_queue_with_the_broker_down_keeps_the_row_and_the_page_fast(dead_broker):
    notice = about(TeamFactory(), UserFactory())
    began = timezone.now()
    with transaction.atomic():
        queue(notice, now=MONDAY)
    assert timezone.now() - began < timedelta(seconds=2)
    assert Notice.objects.due(timezone.now()).count() == 1


def test_hint_with_the_broker_down_is_one_line_of_the_log(dead_broker, caplog):
    """The test above would prove nothing if the hint still found a broker."""
    hint_delivery()
    [line] = [record for record in caplog.records if record.name == "notifications.actions"]
    assert "refused" in line.getMessage()
    assert line.exc_info is None
