"""Password resets and address confirmations: allauth's mails, sent as our notices."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from notifications.delivery import deliver_due
from notifications.models import Notice
from people.tests.factories import UserFactory

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
    assert Notice.objects.get().recipient == ana


def test_link_is_not_sent_to_who_left_meanwhile(client, ana):
    ask(client, ana.email)
    type(ana).objects.update(is_active=False)
    assert deliver_due(now=timezone.now()) == 0


def test_new_address_is_confirmed_by_a_mail_to_it(client, ana):
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    client.force_login(ana)
    client.post(reverse("account_email"), {"action_add": "", "email": "ana@home.example"})
    deliver_due(now=timezone.now())
    [sent] = mail.outbox
    assert sent.to == ["ana@home.example"]
    client.post(link_in(sent.body))
    assert EmailAddress.objects.get(email="ana@home.example").verified


def test_address_of_somebody_else_gets_no_mail(client, ana):
    client.force_login(ana)
    client.post(reverse("account_email"), {"action_add": "", "email": UserFactory().email})
    assert not Notice.objects.exists()
    assert mail.outbox == []
