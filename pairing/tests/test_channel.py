"""The Slack channel of a pool: how it fares, and a test post."""

import pytest
from django.urls import reverse

from audit.models import Event
from casereview.tests.budgets import within_budget
from core.errors import NotAllowed, Refused
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS
from pairing.actions import change_pool, send_channel_test
from pairing.queries import find_channel_status
from pairing.tests.factories import NOW, PoolFactory, people_of
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def slack(settings):
    settings.SLACK_BOT_TOKEN = "xoxb-of-tests"


def refuse(address):
    return DisabledTarget.objects.create(address=address, reason="not_in_channel", at=NOW)


def row(number, **fields):
    fields = {
        "kind": "channel_tried",
        "channel": "slack",
        "subject_id": 1,
        "created_at": NOW,
        "not_before": NOW,
    } | fields
    return Notice.objects.create(key=f"row-{number}", target="#support", **fields)


def test_try_channel_posts_a_test_asks_a_refused_one_again_and_is_audited():
    pool = PoolFactory(channel="#support")
    lead = UserFactory(coordinator=True)
    refuse("#support")
    send_channel_test(pool, by=lead, now=NOW)
    [notice] = Notice.objects.all()
    assert (notice.target, notice.recipient, DisabledTarget.objects.exists()) == (
        "#support",
        None,
        False,
    )
    assert pool.name in KINDS["channel_tried"](pool).message(None).body
    assert Event.objects.filter(verb="channel tried", subject_id=pool.pk).exists()


def test_try_channel_leaves_a_workspace_that_refuses_to_the_admins():
    refuse("*")
    send_channel_test(PoolFactory(channel="#support"), by=UserFactory(coordinator=True), now=NOW)
    assert DisabledTarget.objects.exists()


def test_try_channel_whose_audit_fails_posts_nothing(audit_refuses):
    pool = PoolFactory(channel="#support")
    lead = UserFactory(coordinator=True)
    with audit_refuses():
        send_channel_test(pool, by=lead, now=NOW)
    assert not Notice.objects.exists()


def test_try_channel_without_one_or_by_a_member_is_refused(settings):
    pool = PoolFactory(members=1, channel="#support")
    with pytest.raises(NotAllowed):
        send_channel_test(pool, by=people_of(pool)[0], now=NOW)
    with pytest.raises(Refused):
        send_channel_test(PoolFactory(), by=UserFactory(coordinator=True), now=NOW)
    settings.SLACK_BOT_TOKEN = ""
    with pytest.raises(Refused):
        send_channel_test(pool, by=UserFactory(coordinator=True), now=NOW)


def test_changed_channel_is_asked_again():
    pool = PoolFactory(channel="#support")
    lead = UserFactory(coordinator=True)
    refuse("#support"), refuse("#other"), refuse("#third")
    change_pool(pool, channel="#other", by=lead, now=NOW)
    assert [target.address for target in DisabledTarget.objects.all()] == ["#third"]


def said_of(pool):
    return find_channel_status(pool, NOW)


def test_settings_say_where_announcements_go_and_how_that_went():
    pool = PoolFactory(channel="#support")
    assert said_of(pool).words == "Nothing posted yet: the next draw will be the first."
    row(1, sent_at=NOW)
    assert said_of(pool).words == "The last message arrived today, 10:00."
    row(2)
    assert said_of(pool).words == "A message is waiting to be sent."
    row(3, dead_at=NOW, last_error="is_archived")
    assert said_of(pool).words == "The last message did not arrive: is_archived"
    refuse("#support")
    assert "invite it there" in said_of(pool).remedy


def test_settings_say_when_slack_is_a_webhook_or_not_there(settings):
    pool = PoolFactory(channel="#support")
    assert "no channel announces them" in said_of(PoolFactory()).words
    settings.SLACK_BOT_TOKEN = ""
    settings.SLACK_WEBHOOK_URL = "https://hooks.slack.example/1"
    assert "its own channel" in said_of(pool).aside
    refuse("webhook")
    assert "invite it there" in said_of(pool).remedy
    settings.SLACK_WEBHOOK_URL = ""
    assert "not connected" in said_of(pool).words


def test_test_is_posted_from_the_settings_and_comes_back_to_them(client, coordinator, today):
    pool = PoolFactory(channel="#support", members=1)
    with within_budget("pool_channel_try"):
        client.post(reverse("pool_channel_try", args=[pool.slug]))
    with within_budget("pool"):
        page = client.get(reverse("pool", args=[pool.slug]))
    assert "A message is waiting to be sent." in page.text
    assert "Post a test to #support" in " ".join(page.text.split())
    client.force_login(people_of(pool)[0])
    assert "Post a test" not in client.get(reverse("pool", args=[pool.slug])).text
