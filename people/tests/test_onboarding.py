"""From outside: set-up, an invitation, the demo's personas, and the theme for everybody."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from notifications.delivery import deliver_due
from people.models import Invitation, Organisation, User
from people.personas import demo_personas
from people.templatetags.demo import setup_open
from people.tests.factories import InvitationFactory, OrganisationFactory, UserFactory
from people.tokens import link_of, setup_code

pytestmark = pytest.mark.django_db

PASSWORD = "a horse that is correct"
SET_UP = {
    "organisation": "Northwind",
    "time_zone": "Europe/Oslo",
    "country": "NO",
    "name": "Ruth Amsel",
    "email": "Ruth@Support.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
ACCEPT = {
    "name": "Ida Bell",
    "time_zone": "Asia/Tokyo",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def set_up(client, **changes):
    return client.post(reverse("setup"), SET_UP | {"code": setup_code()} | changes)


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def open_invitation():
    return InvitationFactory(created_at=timezone.now())


def test_setup_signs_the_first_admin_in_and_leads_to_first_steps(client):
    response = set_up(client)
    admin = User.objects.people().get()
    assert (response.status_code, response.url) == (302, reverse("first_steps"))
    assert signed_in(client) == str(admin.pk)
    assert admin.email == "ruth@support.example"
    assert client.get(response.url).status_code == 200


def test_setup_once_done_is_not_there(client):
    OrganisationFactory()
    assert client.get(reverse("setup")).status_code == 404
    assert set_up(client).status_code == 404


def test_setup_with_a_wrong_code_keeps_what_was_typed(client):
    response = set_up(client, code="AAAA-AAAA")
    assert response.status_code == 422
    assert "not the code" in response.content.decode()
    assert "Northwind" in response.content.decode()
    assert not Organisation.objects.exists()


def test_setup_after_ten_wrong_codes_waits_even_for_the_right_one(client):
    for _ in range(10):
        set_up(client, code="AAAA-AAAA")
    response = set_up(client)
    assert response.status_code == 429
    assert "Try again in 10 minutes" in response.content.decode()
    assert 590 < int(response["Retry-After"]) <= 600


@pytest.mark.parametrize(
    "wrong",
    [
        {"password2": "another one entirely"},
        {"password1": "short", "password2": "short"},
        {"password1": "password1234", "password2": "password1234"},
        {"email": "no address"},
        {"organisation": "  "},
        {"name": "x" * 1_000_000},
        {"name": "\0"},
        {"time_zone": "../../etc/passwd"},
        {"country": "XX"},
        {"code": "\0"},
    ],
)
def test_setup_with_something_wrong_says_so_and_makes_nothing(client, wrong):
    assert set_up(client, **wrong).status_code == 422
    assert not Organisation.objects.exists()


def test_setup_code_is_printed_until_it_is_set_up(capsys):
    call_command("setup_code")
    assert f"{reverse('setup')} and enter the code {setup_code()}" in capsys.readouterr().out
    OrganisationFactory()
    call_command("setup_code")
    assert capsys.readouterr().out == ""


def test_setup_is_open_until_it_is_done_and_never_in_the_demo(settings):
    assert setup_open()
    settings.DEMO = True
    assert not setup_open()
    settings.DEMO = False
    OrganisationFactory()
    assert not setup_open()


def test_invitation_lets_its_holder_in(client, open_invitation):
    link = link_of(open_invitation)
    assert open_invitation.user.email in client.get(link).content.decode()
    response = client.post(link, ACCEPT)
    assert (response.status_code, response.url) == (302, reverse("my_week"))
    assert signed_in(client) == str(open_invitation.user_id)
    assert UserSession.objects.get().user == open_invitation.user


def test_invitation_lets_its_holder_sign_in_again_by_password(client, open_invitation):
    client.post(link_of(open_invitation), ACCEPT)
    client.logout()
    client.post(
        reverse("account_login"),
        {"login": open_invitation.user.email.upper(), "password": PASSWORD},
    )
    assert signed_in(client) == str(open_invitation.user_id)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"accepted_at": timezone.now()}, "already been used"),
        ({"withdrawn_at": timezone.now()}, "was withdrawn"),
        ({"expires_at": timezone.now()}, "has expired"),
    ],
)
def test_invitation_that_is_over_says_which_way(client, open_invitation, change, words):
    Invitation.objects.update(**change)
    response = client.post(link_of(open_invitation), ACCEPT)
    assert response.status_code == 410
    assert words in response.content.decode()
    assert not signed_in(client)


def test_invitation_that_was_replaced_points_to_the_newer_one(client, open_invitation):
    Invitation.objects.update(withdrawn_at=timezone.now())
    InvitationFactory(user=open_invitation.user, created_at=timezone.now())
    assert "newer invitation" in client.get(link_of(open_invitation)).content.decode()


def test_invitation_of_who_was_deactivated_is_over(client, open_invitation):
    User.objects.filter(pk=open_invitation.user_id).update(is_active=False)
    assert client.get(link_of(open_invitation)).status_code == 410


def test_invitation_with_a_torn_link_says_so(client, open_invitation):
    response = client.get(link_of(open_invitation)[:-3] + "/")
    assert response.status_code == 404
    assert "link is incomplete" in response.content.decode()


def test_invitation_opened_by_somebody_signed_in_changes_nothing(client, open_invitation):
    client.force_login(UserFactory())
    response = client.post(link_of(open_invitation), ACCEPT)
    assert response.status_code == 409
    assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


def test_invitation_with_a_weak_password_keeps_the_name(client, open_invitation):
    response = client.post(
        link_of(open_invitation), ACCEPT | {"password1": "short", "password2": "short"}
    )
    assert response.status_code == 422
    assert "Ida Bell" in response.content.decode()


def test_password_reset_does_not_let_in_who_was_never_let_in(client, open_invitation):
    Invitation.objects.update(withdrawn_at=timezone.now())
    client.post(reverse("account_reset_password"), {"email": open_invitation.user.email})
    assert deliver_due(now=timezone.now()) == 0


def test_sign_up_is_closed(client):
    client.post(
        reverse("account_signup"),
        {"email": "x@x.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.people().exists()


def test_demo_sign_in_without_demo_is_not_there(client):
    person = UserFactory(email="hana.kim@support.example")
    assert client.post(reverse("demo_sign_in", args=[person.pk])).status_code == 404
    assert person.email not in client.get("/accounts/login/").content.decode()


def test_demo_sign_in_as_a_persona_is_one_click(client, settings):
    settings.DEMO = True
    person = UserFactory(email="hana.kim@support.example")
    assert demo_personas()[person.email] in client.get("/accounts/login/").content.decode()
    client.post(reverse("demo_sign_in", args=[person.pk]))
    assert signed_in(client) == str(person.pk)


@pytest.mark.parametrize(
    "peer",
    [
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "localhost"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "", "HTTP_HOST": "localhost"},
    ],
    ids=["another machine", "a proxy", "a socket"],
)
def test_demo_sign_in_from_elsewhere_is_not_there(client, settings, peer):
    settings.DEMO = True
    person = UserFactory(email="hana.kim@support.example")
    assert client.post(reverse("demo_sign_in", args=[person.pk]), **peer).status_code == 404
    assert person.name not in client.get("/accounts/login/", **peer).content.decode()


def test_demo_sign_in_as_anybody_else_is_not_there(client, settings):
    settings.DEMO = True
    for person in (UserFactory(), UserFactory(email="ana.duarte@support.example", is_active=False)):
        assert client.post(reverse("demo_sign_in", args=[person.pk])).status_code == 404


def test_theme_for_nobody_signed_in_is_kept_in_the_browser(client):
    response = client.post(reverse("theme"), {"theme": "dark", "next": "/accounts/login/"})
    assert (response.url, client.cookies["theme"].value) == ("/accounts/login/", "dark")
    assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()


def test_theme_for_somebody_signed_in_is_theirs(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("theme"), {"theme": "light"})
    assert User.objects.get(pk=user.pk).theme == "light"


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\0"]
)
def test_theme_leads_nowhere_else(client, next_url):
    assert client.post(reverse("theme"), {"theme": "dark", "next": next_url}).url == "/"


def test_theme_of_no_name_changes_nothing(client):
    assert "theme" not in client.post(reverse("theme"), {"theme": "pink"}).cookies


def test_old_invitation_stays_over_when_time_passes(client, time_machine):
    invitation = InvitationFactory(created_at=timezone.now())
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert client.get(link_of(invitation)).status_code == 410
