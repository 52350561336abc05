"""Passwords that people change, or reset by a mailed link."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.tests.trail import verbs
from notifications.delivery import deliver_due
from notifications.models import Notice
from people.tests.factories import UserFactory
from people.tokens import link_to_reset

pytestmark = pytest.mark.django_db
OLD = "an old password of mine"
NEW = "a new password of mine"


@pytest.fixture
def ana():
    person = UserFactory(name="Ana Duarte", email="ana@support.example")
    person.set_password(OLD)
    person.save()
    return person


def link_in(text):
    return re.search(r"https?://[^/\s]+(/\S+)", text).group(1)


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_new_password_is_asked_for_and_chosen(client, ana):
    assert ask(client, "Ana@support.example").status_code == 302
    assert mail.outbox == []
    deliver_due(now=timezone.now())
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([ana.email], "Choose a new password")
    page = client.get(link_in(sent.body), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert Notice.objects.filter(kind="password_changed", recipient=ana, sent_at=None).exists()


def test_changed_password_is_told_to_its_owner(client, ana):
    client.force_login(ana)
    new = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), new)
    deliver_due(now=timezone.now())
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([ana.email], "Your password was changed")
    assert reverse("account_reset_password") in sent.body
    assert NEW not in sent.body


def test_page_answers_while_the_mail_server_is_down_and_the_link_comes_later(client, ana, settings):
    backend, settings.EMAIL_BACKEND = (
        settings.EMAIL_BACKEND,
        "django.core.mail.backends.smtp.EmailBackend",
    )
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = 1
    assert ask(client, ana.email).url == reverse("account_reset_password_done")
    deliver_due(now=timezone.now())
    settings.EMAIL_BACKEND = backend
    [notice] = Notice.objects.waiting()
    assert notice.last_error == "ConnectionRefusedError"
    assert deliver_due(now=notice.not_before) == 1


def test_outbox_holds_no_link(client, ana):
    ask(client, ana.email)
    [row] = Notice.objects.values()
    assert not any("/" in str(value) for value in row.values())


def test_new_password_for_nobody_sends_nothing_and_answers_the_same(client, ana):
    assert ask(client, "nobody@support.example").url == ask(client, ana.email).url
    assert deliver_due(now=timezone.now()) == 1
    assert [sent.to for sent in mail.outbox] == [[ana.email]]


def test_new_password_for_somebody_who_never_joined_sends_nothing(client):
    ask(client, UserFactory().email)
    assert deliver_due(now=timezone.now()) == 0


def test_link_is_not_sent_to_who_left_meanwhile(client, ana):
    ask(client, ana.email)
    type(ana).objects.update(is_active=False)
    assert deliver_due(now=timezone.now()) == 0


def test_changed_password_is_on_the_audit_trail_and_rolled_back_without_it(
    client, ana, audit_refuses
):
    client.force_login(ana)
    new = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    with audit_refuses():
        client.post(reverse("account_change_password"), new)
    ana.refresh_from_db()
    assert ana.check_password(OLD)
    client.post(reverse("account_change_password"), new)
    assert verbs(ana) == ["password changed"]
    assert client.get(reverse("me")).status_code == 200


def test_link_of_a_person_who_was_deactivated_is_dead(client, ana):
    link = link_to_reset(ana)
    type(ana).objects.update(is_active=False)
    assert "no longer works" in client.get(link, follow=True).text


def test_person_without_a_password_chooses_one_by_mail_only(client):
    person = UserFactory()
    client.force_login(person)  # sets last_login
    new = {"password1": NEW, "password2": NEW}
    client.post(reverse("account_set_password"), new)
    person.refresh_from_db()
    assert not person.has_usable_password()
    deliver_due(now=timezone.now())
    assert "/password/reset/key/" in mail.outbox[0].body


def test_reset_does_the_same_for_known_and_unknown_addresses(client, ana):
    with CaptureQueriesContext(connection) as known:
        ask(client, ana.email)
    with CaptureQueriesContext(connection) as unknown:
        ask(client, "nobody@support.example")
    assert shapes_of(known) == shapes_of(unknown)


def shapes_of(queries):
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
