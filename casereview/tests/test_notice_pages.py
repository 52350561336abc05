"""The pages that preview every kind of notice."""

import pytest
from django.urls import reverse

from casereview.notice_samples import DAY, find_mailed
from casereview.tests.budgets import within_budget
from casereview.tests.golden.world import build
from notifications.registry import KINDS
from notifications.tests.kinds import make_notice
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    person = UserFactory(superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def line(settings):
    """One (kind, subject, recipient) by the name of a kind, in a world of made-up people."""
    settings.DEMO = True
    world = {
        kind.kind: (kind, subject, recipient) for kind, subject, recipient in build() if recipient
    }
    return world.__getitem__


def page_of(client, kind, name="notice_preview", **query):
    return client.get(reverse(name, args=[kind]), query)


def told(line, kind, **fields):
    _, subject, recipient = line(kind)
    return make_notice(recipient, subject, kind=kind, **fields)


def test_list_names_every_kind(client, admin):
    page = client.get(reverse("notice_previews")).content.decode()
    assert all(f"/developer/notices/{kind}/" in page for kind in [*KINDS, DAY])


def test_every_kind_of_the_demo_has_a_sample(admin, line):
    for name, kind in KINDS.items():
        sample, told = find_mailed(name, admin)
        assert sample, name
        assert bool(told) == ("mail" in kind.channels), name


@pytest.mark.parametrize("kind", ["drawn", "cycle_ended", "channel_tried", "invitation", DAY])
def test_preview_keeps_to_its_budget(client, admin, line, kind):
    with within_budget("notice_preview"):
        assert page_of(client, kind).status_code == 200


def test_mail_is_shown_by_itself_under_a_policy_of_its_own(client, admin, line):
    told(line, "review_received")
    mail = page_of(client, "review_received", "notice_mail")
    assert "Read the review" in mail.content.decode()
    policy = mail.headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'none'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
    ):
        assert part in policy
    assert "sandbox" in policy
    assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_mail_is_drawn_dark_on_demand(client, admin, line):
    either, light, dark = [
        page_of(client, "drawn", "notice_mail", look=look).content.decode()
        for look in ("\0", "light", "dark")
    ]
    assert "@media (prefers-color-scheme:dark){.canvas" in either
    assert "@media" not in light + dark
    assert "#151b23" not in light
    assert ".card{background-color:#151b23!important" in dark


def test_link_that_lets_in_is_left_out(client, admin, line):
    for kind in ("invitation", "password_reset", "address_to_confirm"):
        page = page_of(client, kind).content.decode()
        assert "/a-link-for-its-recipient-alone/" in page
        assert not any(path in page for path in ("/invitations/", "/reset/key/", "/confirm-email/"))


def test_what_others_are_told_is_theirs_without_demo(client, admin, line, settings):
    settings.DEMO = False
    told(line, "review_received")
    page = page_of(client, "review_received")
    assert (page.context["sample"], page.context["mail"]) == (None, None)
    assert page_of(client, "review_received", "notice_mail").status_code == 404


def test_own_notice_is_shown_without_demo(client, admin, line, settings):
    settings.DEMO = False
    _, absence, _ = line("absence_added")
    make_notice(admin, absence, kind="absence_added")
    assert page_of(client, "absence_added").context["sample"].recipient == admin


def test_day_is_shown_of_one_inbox(client, admin, line):
    for kind in ("review_received", "comment_waits"):
        told(line, kind)
    assert page_of(client, DAY).context["mail"].subject == "1 comment to answer, 1 review to read"


def test_unknown_kind_is_not_found(client, admin):
    assert page_of(client, "nothing-of-this-name").status_code == 404


def test_message_of_slack_is_drawn_to_the_person_and_to_the_channel(client, admin, line):
    page = page_of(client, "redrawn").content.decode()
    for part in ("To the person", "To the channel", "<strong>Who reviews whom</strong><br>"):
        assert part in page
    assert page.count('<a class="slack__button slack__button--primary"') == 2
