"""The one address of a person: changed with the password, and taken back by the old address."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.tests.trail import verbs
from core.tests.rows import reload
from notifications.delivery import deliver_due
from people.actions import change_account, restore_address
from people.tests.factories import AddressChangeFactory, UserFactory
from people.tokens import link_to_confirm, link_to_restore

pytestmark = pytest.mark.django_db
PASSWORD = "a horse that is correct"
EVIL = "evil@elsewhere.example"


@pytest.fixture
def ana():
    person = UserFactory(name="Ana Duarte", email="ana@support.example")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@pytest.fixture
def browser(client, ana):
    client.force_login(ana)
    return client


def request_change(browser, email=EVIL, password=PASSWORD):
    return browser.post(reverse("change_address"), {"email": email, "own_password": password})


def links():
    """The path in each mail that is due now, by its recipient."""
    deliver_due(now=timezone.now())
    return {
        sent.to[0]: re.search(r"https?://[^/\s]+(/\S+)", sent.body).group(1) for sent in mail.outbox
    }


def can_sign_in(email, password=PASSWORD):
    posted = {"login": email, "password": password}
    return Client().post(reverse("account_login"), posted).status_code == 302


def taken_over(browser, ana):
    """Change the address of `ana`; returns the path of the way back."""
    request_change(browser)
    browser.post(links()[EVIL])
    return links()[ana.email]


def test_address_is_changed_once_the_new_one_confirms(browser, ana):
    request_change(browser)
    assert can_sign_in(ana.email)
    assert not can_sign_in(EVIL)
    browser.post(links()[EVIL])
    assert can_sign_in(EVIL)
    assert not can_sign_in(ana.email)
    assert verbs(ana) == ["address changed", "address change requested"]


@pytest.mark.parametrize("password", ["", "wrong"])
def test_address_without_the_password_changes_nothing(browser, ana, password):
    assert request_change(browser, password=password).status_code == 422
    assert not ana.address_changes.exists()


def test_address_with_guessed_passwords_is_limited(browser):
    statuses = [request_change(browser, password="guess").status_code for _ in range(6)]
    assert statuses[-1] == 429


@pytest.mark.parametrize("email", ["ana@support.example", "bo@support.example", "nonsense"])
def test_address_of_oneself_or_somebody_else_is_refused(browser, email):
    UserFactory(email="bo@support.example")
    assert request_change(browser, email=email).status_code == 422


def test_confirmation_by_somebody_else_is_refused(browser, ana, client):
    request_change(browser)
    link = links()[EVIL]
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.post(link).status_code == 410
    assert Client().post(link).status_code == 302  # to sign-in
    assert reload(ana).email == "ana@support.example"


def test_confirmation_after_its_time_or_a_newer_request_is_dead(browser, ana, time_machine):
    request_change(browser)
    old = links()[EVIL]
    request_change(browser, email="other@home.example")
    assert browser.post(old).status_code == 410
    newest = links()["other@home.example"]
    time_machine.move_to(timezone.now() + timedelta(days=3, minutes=1))
    browser.force_login(ana)
    assert browser.post(newest).status_code == 410


def test_way_back_restores_the_address_and_ends_sessions_and_password(browser, ana):
    way_back = taken_over(browser, ana)
    response = Client().post(way_back)
    assert "/password/reset/key/" in response.url
    assert browser.get(reverse("me")).status_code == 302
    assert reload(ana).email == "ana@support.example"
    assert not can_sign_in(EVIL)
    assert not can_sign_in(ana.email)
    assert EVIL in links()
    assert Client().post(way_back).status_code == 410


def test_way_back_in_the_browser_of_the_account_leads_to_a_new_password(browser, ana):
    response = browser.post(taken_over(browser, ana), follow=True)
    new = {"password1": "a new password of mine", "password2": "a new password of mine"}
    browser.post(response.redirect_chain[-1][0], new)
    assert can_sign_in(ana.email, new["password1"])


def test_way_back_ends_those_of_later_changes(browser, ana):
    way_back = taken_over(browser, ana)
    request_change(browser, email="evil.2@elsewhere.example")
    browser.post(links()["evil.2@elsewhere.example"])
    theirs = links()[EVIL]
    Client().post(theirs)
    assert reload(ana).email == EVIL
    Client().post(way_back)
    assert reload(ana).email == "ana@support.example"
    assert Client().post(theirs).status_code == 410


def test_way_back_after_seven_days_or_of_who_was_deactivated_is_dead(browser, ana, time_machine):
    way_back = taken_over(browser, ana)
    type(ana).objects.update(is_active=False)
    assert Client().get(way_back).status_code == 410
    type(ana).objects.update(is_active=True)
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert Client().get(way_back).status_code == 410


def test_way_back_that_was_not_mailed_is_unknown(browser, ana):
    request_change(browser)
    change = ana.address_changes.get()
    forged = link_to_restore(change).replace("back", "").split("/")[-2][:-2]
    assert Client().get(reverse("restore_address", args=[forged])).status_code == 404
    assert Client().get(link_to_restore(change)).status_code == 410  # not confirmed


def test_address_changed_by_an_admin_is_told_to_the_old_one_without_a_way_back(browser, ana):
    values = {"name": ana.name, "external_ids": {}, "is_staff": False, "is_superuser": False}
    admin = UserFactory(superuser=True)
    change_account(ana, email="new@support.example", **values, by=admin, now=timezone.now())
    assert links()["ana@support.example"] == reverse("account_login")
    assert can_sign_in("new@support.example")
    assert not can_sign_in("ana@support.example")
    assert not ana.address_changes.restorable(timezone.now()).exists()


def test_restored_address_without_audit_restores_nothing(ana, audit_refuses):
    now = timezone.now()
    change = AddressChangeFactory(
        user=ana, old_email="ana@home.example", requested_at=now, confirmed_at=now
    )
    with audit_refuses():
        restore_address(change, now=now)
    assert reload(ana).email == "ana@support.example"
    assert can_sign_in(ana.email)


def test_address_that_somebody_took_meanwhile_is_not_confirmed(browser, ana):
    request_change(browser)
    link = link_to_confirm(ana.address_changes.get())
    UserFactory(email=EVIL)
    response = browser.post(link)
    assert response.status_code == 409
    assert "already has that e-mail address" in response.text
