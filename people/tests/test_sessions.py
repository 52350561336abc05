"""How long somebody stays signed in, and every way in which all sessions of a person end."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from core.errors import NotAllowed
from notifications.delivery import deliver_due
from people import tasks
from people.actions import deactivate_person, sign_out_everywhere
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PASSWORD = "a horse that is correct"
OTHER = "a mule that is stubborn"


@pytest.fixture
def ana():
    person = UserFactory(name="Ana Duarte")
    person.set_password(PASSWORD)
    person.save()
    return person


def browser_of(person, password=PASSWORD):
    browser = Client()
    browser.post(
        "/accounts/login/", {"login": person.email, "password": password, "remember": "on"}
    )
    assert is_in(browser)
    return browser


def is_in(browser):
    return browser.get("/me/").status_code == 200


@pytest.fixture
def browsers(ana):
    return browser_of(ana), browser_of(ana)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)

    def go(**by):
        time_machine.shift(timedelta(**by))

    return go


def test_session_used_now_and_then_goes_on(ana, clock):
    browser = browser_of(ana)
    for _ in range(4):
        clock(hours=71)
        assert is_in(browser)


def test_session_without_use_ends_and_says_so_at_sign_in(ana, clock):
    browser = browser_of(ana)
    clock(hours=72)
    response = browser.get("/people/", follow=True)
    assert response.redirect_chain == [("/accounts/login/?next=/people/", 302)]
    assert "You were signed out after 3 days without use." in response.content.decode()
    assert not Session.objects.exists()


def test_session_that_began_long_ago_ends_though_it_is_used(ana, clock):
    browser = browser_of(ana)
    for _ in range(6):
        clock(hours=55)
        assert is_in(browser)
    clock(hours=6)
    assert "after 14 days" in browser.get("/me/", follow=True).content.decode()


def test_limits_come_from_the_settings(ana, clock, settings):
    settings.SESSION_IDLE_HOURS = 5
    browser = browser_of(ana)
    clock(hours=5)
    assert "after 5 hours without use" in browser.get("/me/", follow=True).content.decode()


@pytest.mark.parametrize("path", ["/me/readme/", "/admin/people/team/add/"])
def test_form_sent_after_the_session_ended_keeps_its_words(clock, path):
    browser = Client()
    browser.force_login(UserFactory(superuser=True))
    clock(hours=72)
    response = browser.post(path, {"text": "Tell me first what went well."})
    assert response.status_code == 401
    assert "Tell me first what went well." in response.content.decode()
    assert "after 3 days without use" in response.content.decode()


def test_pages_that_ask_by_themselves_keep_no_session_alive(ana, clock):
    browser = browser_of(ana)
    clock(hours=71)
    assert browser.get("/inbox/news/").status_code == 200
    clock(hours=1)
    assert browser.get("/inbox/news/", headers={"HX-Request": "true"}).status_code == 401


def test_session_is_written_every_five_minutes_at_most(ana, clock):
    browser = browser_of(ana)
    seen = browser.session["seen"]
    clock(minutes=4)
    browser.get("/inbox/")
    assert browser.session["seen"] == seen
    clock(minutes=1)
    browser.get("/inbox/")
    assert browser.session["seen"] == seen + 300


def test_session_from_before_there_were_limits_begins_now(ana, clock):
    browser = browser_of(ana)
    session = browser.session
    del session["began"], session["seen"]
    session.save()
    clock(days=10)
    assert is_in(browser)
    assert browser.session["began"] == int(timezone.now().timestamp())


def test_signing_in_again_in_the_same_session_begins_anew(ana, clock):
    browser = browser_of(ana)
    clock(days=2)
    browser.force_login(ana)
    assert browser.session["began"] == int(timezone.now().timestamp())


def test_password_changed_ends_every_other_session(browsers):
    here, there = browsers
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER},
    )
    assert (is_in(here), is_in(there)) == (True, False)


def test_password_reset_ends_every_session(ana, browsers, client, mailoutbox):
    client.post("/accounts/password/reset/", {"email": ana.email})
    deliver_due(now=timezone.now())
    link = re.search(r"/accounts/password/reset/key/[^\s\"]+", mailoutbox[0].body).group()
    response = client.get(link, follow=True)
    client.post(response.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER})
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert is_in(browser_of(ana, OTHER))


def test_person_deactivated_is_out_everywhere_and_stays_out_when_back(ana, browsers):
    deactivate_person(ana, by=UserFactory(superuser=True), now=timezone.now())
    assert [is_in(browser) for browser in browsers] == [False, False]
    type(ana).objects.update(is_active=True)
    assert [is_in(browser) for browser in browsers] == [False, False]


def test_sign_out_everywhere_else_leaves_this_browser_in(ana, browsers):
    here, there = browsers
    response = here.post(reverse("sign_out_everywhere", args=[ana.pk]), follow=True)
    assert "Signed out in 1 place. This browser stays signed in." in response.content.decode()
    assert (is_in(here), is_in(there)) == (True, False)


def test_sign_out_everywhere_by_an_admin_leaves_other_people_in(ana, browsers, client):
    client.force_login(UserFactory(superuser=True))
    client.post(reverse("sign_out_everywhere", args=[ana.pk]))
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert SESSION_KEY in client.session


def test_sign_out_everywhere_of_somebody_else_is_refused(ana, browsers):
    with pytest.raises(NotAllowed):
        sign_out_everywhere(ana, by=UserFactory(coordinator=True), now=timezone.now())
    assert is_in(browsers[0])


def test_sign_out_everywhere_is_on_the_audit_trail(ana, browsers):
    assert sign_out_everywhere(ana, by=ana, now=timezone.now()) == 2
    assert Event.objects.about(ana).get().verb == "signed out everywhere"


def test_sign_out_everywhere_without_audit_ends_nothing(ana, browsers, audit_refuses):
    with audit_refuses():
        sign_out_everywhere(ana, by=ana, now=timezone.now())
    assert is_in(browsers[0])


def test_sessions_that_ran_out_are_forgotten_and_others_kept(ana, clock):
    old = browser_of(ana)
    clock(days=15)
    new = browser_of(ana)
    tasks.forget_sessions()
    assert [session.pk for session in Session.objects.all()] == [new.session.session_key]
    assert [listed.session_key for listed in UserSession.objects.all()] == [new.session.session_key]
    assert not is_in(old)
