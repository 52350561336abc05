"""Every allauth page has our look and wording, and nothing that the content policy blocks."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from notifications.delivery import deliver_due
from people.tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a horse that is correct"
ANONYMOUS = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
]
ANONYMOUS += ["account_reset_password_from_key_done", "account_inactive"]
SIGNED_IN = [
    "account_logout",
    "account_change_password",
    "usersessions_list",
]
BLOCKED = r"style=|<style|<script>|\son\w+=|javascript:"


@pytest.fixture
def hana():
    OrganisationFactory()
    user = UserFactory(name="Hana Kim", email="hana@support.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def assert_our_look(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en" data-theme="' in page
    assert 'href="/static/css/base.css"' in page
    assert not re.search(BLOCKED, page)
    return page


@pytest.mark.parametrize("name", ANONYMOUS)
def test_page_for_anonymous_visitors_has_our_look(client, hana, name):
    assert 'class="auth' in assert_our_look(client.get(reverse(name)))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_page_for_signed_in_people_has_our_look(client, hana, name):
    client.force_login(hana)
    assert re.search('class="(auth|bar)', assert_our_look(client.get(reverse(name))))


def test_sign_in_with_a_wrong_pair_never_says_which_part_is_wrong(client, hana):
    tries = [(hana.email, "wrong"), ("nobody@support.example", "wrong")]
    pages = [
        client.post(reverse("account_login"), {"login": email, "password": word})
        for email, word in tries
    ]
    summaries = [
        re.search(r"data-errors.*?</ul>", page.content.decode(), re.S).group() for page in pages
    ]
    assert summaries[0] == summaries[1]
    assert "The e-mail address or the password is wrong." in summaries[0]


@pytest.mark.parametrize("sends", [True, False])
def test_password_reset_is_offered_only_where_mail_can_be_sent(client, hana, settings, sends):
    settings.MAIL_CONFIGURED = sends
    page = client.get(reverse("account_reset_password")).text
    assert ("Send the link" in page) == sends
    assert ("Ask an admin" in page) == (not sends)


def test_sign_in_that_fails_keeps_the_address_and_not_the_password(client, hana):
    page = client.post(
        reverse("account_login"), {"login": hana.email, "password": "wrong one"}
    ).content.decode()
    assert f'value="{hana.email}"' in page
    assert "wrong one" not in page


def test_sign_in_with_the_right_pair_opens_my_week(client, hana):
    response = client.post(reverse("account_login"), {"login": hana.email, "password": PASSWORD})
    assert (response.status_code, response.url) == (302, reverse("my_week"))


def test_sign_in_too_often_says_when_to_try_again(client, hana):
    for _ in range(12):
        response = client.post(reverse("account_login"), {"login": hana.email, "password": "wrong"})
    page = response.content.decode()
    assert "Try again in 5 minutes" in page
    assert not re.search(BLOCKED, page)


def test_reset_link_leads_to_a_new_password(client, hana):
    client.post(reverse("account_reset_password"), {"email": hana.email})
    deliver_due(now=timezone.now())
    link = re.search(r"https?://\S+/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(link, follow=True)
    assert 'class="auth' in assert_our_look(form)
    answer = client.post(
        form.request["PATH_INFO"],
        {"password1": PASSWORD * 2, "password2": PASSWORD * 2},
        follow=True,
    )
    assert "Password saved" in answer.content.decode()
    assert "no longer works" in assert_our_look(client.get(link, follow=True))


def test_broken_link_offers_a_new_one(client, hana):
    key = reverse("account_reset_password_from_key", args=["1", "x-y"])
    assert "no longer works" in assert_our_look(client.get(key))
