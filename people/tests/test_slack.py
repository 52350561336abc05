"""The Slack part of My profile: finding the member ID, and whether messages arrive."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from core.errors import NotAllowed
from notifications.models import DisabledTarget
from people.actions import change_slack_id
from people.models import User
from people.tests.factories import UserFactory
from tests.sinks.slack import slack_sink

pytestmark = pytest.mark.django_db
MEMBER = "U024BE7LH"


@pytest.fixture(scope="module")
def server():
    with slack_sink(people={"hana@example.com": MEMBER}) as sink:
        yield sink


@pytest.fixture
def me(client, server, settings):
    settings.SLACK_BOT_TOKEN = server.token
    settings.SLACK_API_URL = server.api_url
    user = UserFactory(email="hana@example.com")
    client.force_login(user)
    return user


def post(client, **data):
    return client.post(reverse("me_slack"), data, follow=True)


def slack_id():
    return User.objects.get(email="hana@example.com").slack_id


@pytest.mark.parametrize(
    ("typed", "kept"), [(" u024be7lh ", MEMBER), ("W012A3CDE", "W012A3CDE"), ("", "")]
)
def test_member_id_is_kept_as_slack_spells_it(client, me, typed, kept):
    post(client, slack_id=typed)
    assert slack_id() == kept


@pytest.mark.parametrize(
    "typed", ["@hana", "C024BE91L", "U", "U024 BE7", "U\0", "U" * 41, "<!channel>"]
)
def test_what_is_no_member_id_is_refused_and_kept_in_the_field(client, me, typed):
    response = post(client, slack_id=typed)
    assert (response.status_code, slack_id()) == (422, "")
    assert "Slack member ID" in response.text


def test_find_me_by_my_address(client, me, server):
    assert f"Found: you are {MEMBER} in Slack." in post(client, find="1").text
    assert slack_id() == MEMBER
    assert (server.asked[-1].path, server.asked[-1].body) == (
        "/api/users.lookupByEmail",
        {"email": me.email},
    )


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("users_not_found", "Nobody in Slack has your e-mail address."),
        ("missing_scope", "The bot is not allowed to look people up."),
        ("500", "Slack did not answer."),
        ("reset", "Slack did not answer."),
        ("429:5", "Slack did not answer."),
    ],
)
def test_find_me_that_fails_says_why_and_how_else(client, me, server, mood, said):
    server.moods.append(mood)
    page = post(client, find="1").text
    assert said in page
    assert "Copy member ID" in page


def test_profile_says_whether_slack_reaches_me(client, me, settings):
    def page():
        return client.get(reverse("me")).text

    assert "cannot find you in Slack yet" in page()
    User.objects.update(slack_id=MEMBER)
    assert "Messages from the app" in page()
    DisabledTarget.objects.create(address=MEMBER, reason="user_disabled", at=timezone.now())
    assert "is refusing messages to you" in page()
    settings.SLACK_BOT_TOKEN = ""
    settings.SLACK_WEBHOOK_URL = "https://hooks.slack.example/1"
    assert "cannot message you" in page()
    assert "Find me by my e-mail" not in page()


def test_change_slack_id_tries_a_refused_member_again_and_is_audited(me):
    DisabledTarget.objects.create(address=MEMBER, reason="user_disabled", at=timezone.now())
    change_slack_id(me, slack_id=MEMBER, by=me, now=timezone.now())
    assert not DisabledTarget.objects.exists()
    assert Event.objects.about(me).get().facts == {"known": True}


def test_change_slack_id_of_somebody_else_or_whose_audit_fails_changes_nothing(me, audit_refuses):
    with pytest.raises(NotAllowed):
        change_slack_id(me, slack_id=MEMBER, by=UserFactory(), now=timezone.now())
    with audit_refuses():
        change_slack_id(me, slack_id=MEMBER, by=me, now=timezone.now())
    assert slack_id() == ""
