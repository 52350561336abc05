"""Guessing is slow: passwords, invitations; also while Valkey is down, and behind proxies."""

import time

import pytest
from allauth.account.signals import password_reset
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from django.urls import reverse

from people.models import User
from people.tests.factories import InvitationFactory, UserFactory
from people.tokens import link_of, token_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DEAD = {
    "default": {"BACKEND": "core.cache.FallbackRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
}
PASSWORD = "a horse that is correct"


@pytest.fixture
def ana():
    person = UserFactory(name="Ana Duarte")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture(params=["valkey", "valkey is down"])
def cache_state(request):
    with override_settings(**({"CACHES": DEAD} if request.param != "valkey" else {})):
        yield


def guess(client, email, password="wrong", **meta):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **meta)


def first_429(responses):
    return next(
        number for number, response in enumerate(responses, 1) if response.status_code == 429
    )


def test_sixth_wrong_password_for_an_address_from_a_network_waits(client, ana, cache_state):
    responses = [guess(client, ana.email) for number in range(7)]
    assert first_429(responses) == 6
    assert 290 < int(responses[-1]["Retry-After"]) <= 300
    assert "Try again in 5 minutes" in responses[-1].content.decode()
    assert guess(client, ana.email, PASSWORD).status_code == 429


def guess_everywhere(email):
    for number in range(100):
        guess(Client(), email, REMOTE_ADDR=f"192.0.2.{number}")


def test_wrong_passwords_from_elsewhere_let_the_right_one_in(client, ana):
    for number in range(7):
        guess(client, ana.email, REMOTE_ADDR=f"192.0.2.{number}")
    assert guess(client, ana.email, PASSWORD).status_code == 302


@pytest.mark.sweep
def test_hundred_wrong_passwords_from_everywhere_leave_only_known_devices_in(client, ana):
    guess(client, ana.email, PASSWORD)
    guess_everywhere(ana.email)
    assert guess(Client(), ana.email, PASSWORD).status_code == 429
    client.session.flush()
    assert guess(client, ana.email, PASSWORD).status_code == 302


def test_known_device_signs_in_though_its_network_has_to_wait(client, ana):
    guess(client, ana.email, PASSWORD)
    device = client.cookies["device"]
    assert (device["httponly"], device["samesite"]) == (True, "Lax")
    assert [guess(Client(), ana.email).status_code for _ in range(6)][-1] == 429
    client.session.flush()
    assert guess(client, ana.email, PASSWORD).status_code == 302


def test_known_device_waits_after_its_own_wrong_passwords(client, ana):
    guess(client, ana.email, PASSWORD)
    client.session.flush()
    assert first_429([guess(client, ana.email) for _ in range(6)]) == 6


def test_device_of_somebody_else_or_a_forged_one_is_unknown(client, ana):
    other = UserFactory(email="bo@support.example", password=make_password(PASSWORD))
    guess(client, other.email, PASSWORD)
    for value in (client.cookies["device"].value, "forged", ""):
        browser = Client()
        browser.cookies["device"] = value
        statuses = [guess(browser, ana.email).status_code for _ in range(6)]
        assert statuses[-1] == 429


def test_eleventh_wrong_password_from_an_ip_waits_whatever_the_address(client, cache_state):
    responses = [guess(client, f"a{number}@support.example") for number in range(12)]
    assert first_429(responses) == 11
    assert 50 < int(responses[-1]["Retry-After"]) <= 60


def test_right_password_after_the_wait_lets_in(client, ana, time_machine):
    for _ in range(6):
        response = guess(client, ana.email)
    time_machine.move_to(time.time() + int(response["Retry-After"]) + 1)
    assert guess(client, ana.email, PASSWORD).status_code == 302


def test_reset_password_is_accepted_at_once(client, ana, rf):
    for _ in range(6):
        guess(client, ana.email)
    password_reset.send(User, request=rf.get("/"), user=ana)
    assert guess(client, ana.email, PASSWORD).status_code == 302


def test_right_passwords_are_not_counted(client, ana):
    statuses = {guess(client, ana.email, PASSWORD).status_code for _ in range(7)}
    assert statuses == {302}


def test_people_behind_a_trusted_proxy_are_told_apart(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    theirs = [
        guess(client, f"a{number}@x.example", HTTP_X_FORWARDED_FOR="192.0.2.1")
        for number in range(11)
    ]
    assert theirs[-1].status_code == 429
    assert guess(client, "b@x.example", HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 200


def test_claimed_addresses_before_the_trusted_proxy_are_not_believed(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    claims = [f"198.51.100.{number}, 192.0.2.1" for number in range(11)]
    tries = [
        guess(client, f"{n}@x.example", HTTP_X_FORWARDED_FOR=claim)
        for n, claim in enumerate(claims)
    ]
    assert tries[-1].status_code == 429


def test_claimed_addresses_without_a_proxy_are_not_believed(client):
    claims = [f"198.51.100.{number}" for number in range(11)]
    tries = [
        guess(client, f"{n}@x.example", HTTP_X_FORWARDED_FOR=claim)
        for n, claim in enumerate(claims)
    ]
    assert tries[-1].status_code == 429


def test_way_past_one_of_two_proxies_is_no_error(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert guess(client, "a@x.example", HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 200


def test_torn_invitations_wait_and_a_whole_one_waits_with_them(client, cache_state):
    invitation = InvitationFactory()
    for number in range(20):
        assert client.get(reverse("invitation", args=[f"{number}.forged"])).status_code == 404
    response = client.get(link_of(invitation))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 590


def test_whole_invitations_are_not_counted(client):
    invitation = InvitationFactory()
    for _ in range(25):
        assert client.get(reverse("invitation", args=[token_of(invitation)])).status_code in (
            200,
            410,
        )


def test_limit_of_allauth_itself_is_our_page_with_a_time(client):
    for _ in range(21):
        response = client.post(reverse("account_reset_password"), {"email": "a@x.example"})
    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert "Too many requests" in response.content.decode()
