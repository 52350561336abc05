"""Notices by Slack, against a server that speaks its protocol."""

import logging
from datetime import timedelta

import pytest
from slack_sdk.models.blocks import Block

from notifications.delivery import deliver_due
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS
from notifications.states import DropReason
from notifications.tests.slack_world import MEMBER, NOW, ROOT, TeamNews, for_channel, for_person
from people.tests.factories import UserFactory
from tests.sinks.slack import slack_sink

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with slack_sink() as sink:
        yield sink


@pytest.fixture
def slack(server, settings, monkeypatch):
    """Slack by a bot's token. What one test asked or set is gone in the next."""
    monkeypatch.setitem(KINDS, TeamNews.kind, TeamNews)
    settings.SLACK_BOT_TOKEN = server.token
    settings.SLACK_API_URL = server.api_url
    settings.BASE_URL = "https://casereview.example"
    for kept in (server.asked, server.taken, server.moods, server.refused):
        kept.clear()
    server.mood = "ok"
    return server


@pytest.fixture
def webhook(slack, settings):
    settings.SLACK_BOT_TOKEN = ""
    settings.SLACK_WEBHOOK_URL = slack.webhook_url
    return slack


def delivered(notice):
    deliver_due(now=NOW)
    notice.refresh_from_db()
    return notice


def test_notice_for_a_person_is_posted_with_text_blocks_and_no_previews(slack):
    notice = delivered(for_person(name="<!channel> & co"))
    [asked] = slack.asked
    assert (asked.path, asked.headers["Authorization"]) == (
        "/api/chat.postMessage",
        f"Bearer {slack.token}",
    )
    assert (asked.body["channel"], asked.body["unfurl_links"]) == (MEMBER, False)
    assert asked.body["text"] == "Hello &lt;!channel&gt; &amp; co · Some words"
    assert asked.body["blocks"][-1]["elements"][0]["url"].startswith(
        "https://casereview.example/teams/"
    )
    assert (bool(notice.sent_at), notice.receipt.startswith("D")) == (True, True)


@pytest.mark.parametrize("make", [for_person, for_channel])
def test_blocks_on_the_wire_are_what_the_sdk_takes(slack, make):
    delivered(make())
    for block in slack.taken[0]["blocks"]:
        parsed = Block.parse(block)
        parsed.validate_json()
        assert parsed.to_dict() == block


def test_notice_for_a_channel_is_answered_in_its_thread(slack):
    channel, _, ts = delivered(for_channel(key=ROOT)).receipt.partition("/")
    delivered(for_channel(name="Again"))
    assert (slack.taken[1]["channel"], slack.taken[1]["thread_ts"]) == (channel, ts)


def test_notice_that_follows_none_is_posted_plainly(slack):
    delivered(for_channel(name="Again"))
    assert slack.taken[0]["channel"] == "#support"
    assert "thread_ts" not in slack.taken[0]


@pytest.mark.parametrize(
    ("mood", "wait"), [("429:7", 7), ("429", 1), ("429:99999", 3600), ("429:", 30), ("429:x", 30)]
)
def test_429_waits_as_long_as_asked_and_counts_no_try(slack, mood, wait):
    slack.moods.append(mood)
    notice = delivered(for_channel())
    assert (notice.tries, notice.not_before) == (0, NOW + timedelta(seconds=wait))
    deliver_due(now=notice.not_before)
    assert len(slack.taken) == 1


@pytest.mark.parametrize(
    "mood", ["500", "html", "reset", "taken_then_reset", "internal_error", "service_unavailable"]
)
def test_trouble_is_tried_again_later(slack, mood):
    slack.moods.append(mood)
    notice = delivered(for_channel())
    assert (notice.tries, notice.dead_at, bool(notice.last_error)) == (1, None, True)
    deliver_due(now=notice.not_before)
    notice.refresh_from_db()
    assert notice.sent_at
    assert len(slack.asked) == 2


def test_slack_that_hangs_is_given_up_and_tried_again(slack, settings):
    settings.SLACK_TIMEOUT = 0.1
    slack.hang = 0.2
    slack.moods.append("hang")
    assert delivered(for_channel()).last_error in ("TimeoutError", "URLError")


@pytest.mark.parametrize(
    "code", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"]
)
def test_channel_that_refuses_is_not_asked_again(slack, code):
    slack.refused["#support"] = code
    first = delivered(for_channel())
    assert (bool(first.dead_at), first.last_error) == (True, code)
    assert DisabledTarget.objects.get().address == "#support"
    assert delivered(for_channel()).dropped_why == DropReason.REFUSED
    assert delivered(for_channel(target="#other")).sent_at
    assert [asked.body["channel"] for asked in slack.asked] == ["#support", "#other"]


def test_person_whom_slack_does_not_know_is_not_asked_for_again(slack):
    slack.refused[MEMBER] = "user_not_found"
    delivered(for_person())
    assert delivered(for_person()).dropped_why == DropReason.REFUSED
    assert len(slack.asked) == 1


@pytest.mark.parametrize(
    "code", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"]
)
def test_workspace_that_refuses_is_left_alone_and_admins_are_told_once(slack, code):
    admin = UserFactory(superuser=True)
    slack.mood = code
    delivered(for_channel())
    assert delivered(for_person()).dropped_why == DropReason.REFUSED
    assert DisabledTarget.objects.get().address == "*"
    assert len(slack.asked) == 1
    told = Notice.objects.filter(kind="target_refused", recipient=admin)
    assert sorted(told.values_list("channel", flat=True)) == ["inbox", "mail"]


def test_message_that_is_refused_costs_itself_alone(slack):
    slack.moods.append("invalid_blocks")
    assert delivered(for_channel()).dead_at
    assert not DisabledTarget.objects.exists()


def test_webhook_takes_what_is_for_a_channel(webhook):
    notice = delivered(for_channel())
    assert webhook.asked[0].path == "/services/T000/B000/a-secret"
    assert webhook.taken[0]["blocks"][0]["type"] == "header"
    assert notice.receipt == "webhook"


@pytest.mark.parametrize(
    "code",
    [
        "invalid_payload",
        "action_prohibited",
        "no_service",
        "channel_not_found",
        "channel_is_archived",
    ],
)
def test_webhook_that_refuses_is_not_asked_again(webhook, code):
    webhook.mood = code
    assert delivered(for_channel()).last_error == code
    assert delivered(for_channel(target="#other")).dropped_why == DropReason.REFUSED
    assert len(webhook.asked) == 1


@pytest.mark.parametrize("mood", ["500", "rollup_error", "reset", "429:5"])
def test_webhook_in_trouble_is_asked_again(webhook, mood):
    webhook.moods.append(mood)
    notice = delivered(for_channel())
    assert notice.not_before > NOW
    deliver_due(now=notice.not_before)
    assert len(webhook.taken) == 1


def test_slack_that_is_not_set_up_any_more_is_a_dead_letter(slack, settings):
    settings.SLACK_BOT_TOKEN = ""
    assert delivered(for_channel()).last_error == "slack_not_set_up"


@pytest.mark.parametrize("mood", ["ok", "reset", "html", "invalid_auth", "500"])
def test_token_is_in_no_log_and_no_row(slack, caplog, mood):
    caplog.set_level(logging.DEBUG)
    slack.moods.append(mood)
    notice = delivered(for_channel())
    kept = [notice.last_error, *notice.attempts.values_list("error", flat=True), caplog.text]
    assert slack.token not in " ".join(kept)
    assert "Ana reviews Bo" not in caplog.text
