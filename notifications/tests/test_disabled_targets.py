"""Slack refuses a target: who is notified, and how it is enabled again."""

import pytest
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, Refused
from core.tests.concurrency import run_together
from notifications.actions import disable_target, enable_target, send_test, try_again
from notifications.models import DisabledTarget, Notice
from notifications.notices import TargetRefused
from notifications.queries import refusals
from notifications.tests.slack_world import NOW
from people.models import User
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def refuse(address="#support", reason="not_in_channel"):
    disable_target(address, reason=reason, by=User.objects.system(), now=NOW)
    return DisabledTarget.objects.get(address=address)


def test_disable_target_twice_tells_admins_once_and_is_audited():
    UserFactory(superuser=True)
    refuse()
    target = refuse()
    assert Notice.objects.filter(kind="target_refused").count() == 2  # inbox and mail
    [event] = Event.objects.about(target)
    assert event.facts == {"address": "#support", "reason": "not_in_channel"}


@pytest.mark.django_db(transaction=True)
def test_target_refused_by_four_workers_at_once_is_told_of_once():
    admin = UserFactory(superuser=True)
    run_together(*[refuse] * 4)
    assert Notice.objects.filter(recipient=admin, channel="inbox").count() == 1


@pytest.mark.parametrize(
    ("address", "reason", "title", "remedy"),
    [
        ("#support", "not_in_channel", "Slack refuses messages to #support", "invite it there"),
        ("*", "token_revoked", "Slack refuses anything from Case Review", "set the new token"),
        ("webhook", "no_service", "Slack refuses messages from the webhook", "create a new one"),
        ("#support", "never_heard_of", "Slack refuses messages to #support", "documentation"),
    ],
)
def test_admins_read_what_happened_and_how_to_mend_it(address, reason, title, remedy):
    message = TargetRefused(refuse(address, reason)).message(None)
    assert message.title == title
    assert remedy in message.body


def test_enable_target_forgets_the_refusal_and_is_audited():
    target = refuse()
    enable_target(target, by=UserFactory(superuser=True), now=NOW)
    assert not DisabledTarget.objects.exists()
    assert Event.objects.filter(verb="Slack asked again", subject_id=target.pk).exists()


def test_enable_target_by_a_coordinator_is_refused():
    with pytest.raises(NotAllowed):
        enable_target(refuse(), by=UserFactory(coordinator=True), now=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda target, by: enable_target(target, by=by, now=NOW),
        lambda _, by: try_again(["*"], by=by, now=NOW),
    ],
)
def test_enable_target_and_try_again_whose_audit_fails_change_nothing(audit_refuses, act):
    target = DisabledTarget.objects.create(address="*", reason="invalid_auth", at=NOW)
    by = UserFactory(superuser=True)
    with audit_refuses():
        act(target, by)
    assert DisabledTarget.objects.exists()


def test_disable_target_whose_audit_fails_changes_nothing(audit_refuses):
    with audit_refuses():
        refuse()
    assert not DisabledTarget.objects.exists()


def test_test_by_an_admin_asks_slack_again(settings):
    settings.SLACK_BOT_TOKEN = "xoxb-of-tests"
    refuse("*", "invalid_auth")
    send_test("slack", by=UserFactory(superuser=True), now=NOW, target="#support")
    assert not DisabledTarget.objects.exists()


def test_admin_list_of_disabled_targets_says_what_to_do_and_enables(client):
    target = refuse()
    client.force_login(UserFactory(superuser=True))
    url = reverse("admin:notifications_disabledtarget_changelist")
    assert "invite it there" in client.get(url).content.decode()
    client.post(url, {"action": "enable", "_selected_action": [target.pk], "confirmed": "1"})
    assert not DisabledTarget.objects.exists()


def test_refusals_are_told_while_slack_is_connected(settings):
    refuse("*", "token_revoked")
    assert refusals() == []
    settings.SLACK_BOT_TOKEN = "xoxb-of-tests"
    [(name, remedy)] = refusals()
    assert name == "all of Slack"
    assert "set the new token" in remedy


@pytest.mark.parametrize(
    ("token", "hook", "target", "said"),
    [
        ("", "", "#support", "not connected"),
        ("", "https://h.example", "", "one channel"),
        ("xoxb", "", "", "member ID"),
    ],
)
def test_test_that_slack_cannot_write_says_why(settings, token, hook, target, said):
    settings.SLACK_BOT_TOKEN = token
    settings.SLACK_WEBHOOK_URL = hook
    with pytest.raises(Refused, match=said):
        send_test("slack", by=UserFactory(superuser=True), now=NOW, target=target)
    assert not Notice.objects.exists()
