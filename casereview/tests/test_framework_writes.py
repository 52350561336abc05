"""Forms that Django admin and allauth bring along: each write is one transaction with its event.

The tests find the forms and actions by themselves, so a new one is tried, too.
"""

from functools import partial
from http.cookies import SimpleCookie

import pytest
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from casereview.tests.admin_models import MAKE, registered
from casereview.tests.personas.forms_of_pages import forms_of
from casereview.tests.personas.requests import hashes
from notifications.models import DisabledTarget, Notice
from people.account_urls import urlpatterns
from people.actions.addresses import sync_address
from people.tests.factories import ProposalFactory, UserFactory
from people.tokens import link_to_reset

pytestmark = pytest.mark.django_db

PASSWORD = "a horse that is correct"
NEW = "a mule that is stubborn"
NEW_TWICE = {"password1": NEW, "password2": NEW}
TYPED = {
    "name": "A Changed Name",
    "email": "changed@support.example",
    "external_ids": "{}",
    "new_password": NEW,
    "own_password": PASSWORD,
}
OF_THE_BROWSER = {
    "django_session": "the session of the request",
    "usersessions_usersession": "the list of sessions",
}
WRITE_NO_EVENT = {
    "account_login": "a session and the time of the last sign-in",
    "account_logout": "ends a session",
    "account_inactive": "only a page",
    "account_signup": "sign-up is closed",
    "account_reset_password": "anybody may request a link; the outbox row is the record",
    "account_reset_password_done": "only a page",
    "account_reset_password_from_key_done": "only a page",
    "usersessions_list": "only a page: it takes no posts",
}


@pytest.fixture
def admin_user(client):
    person = UserFactory(superuser=True, password=make_password(PASSWORD))
    sync_address(person)
    client.force_login(person)
    return person


def change_password(client, person):
    data = {"oldpassword": PASSWORD, **NEW_TWICE}
    return client.post(reverse("account_change_password"), data)


def reset_password(client, person):
    client.logout()
    form = client.get(link_to_reset(person), follow=True).redirect_chain[-1][0]
    return client.post(form, NEW_TWICE)


WRITE = {
    "account_change_password": change_password,
    "account_reset_password_from_key": reset_password,
}


def tables_changed(client, post):
    """The tables that `post` changes; what it wrote is rolled back, and the browser with it."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        before = hashes()
        response = post()
        changed = {table for table, digest in hashes().items() if digest != before.get(table)}
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    assert response.status_code < 400 or response.status_code in (403, 422), response.status_code
    return changed - set(OF_THE_BROWSER)


def writes_with_event(client, post, audit_refuses):
    """Whether `post` writes at all; without its event nothing may be written."""
    changed = tables_changed(client, post)
    if not changed:
        return False
    assert "audit_event" in changed, changed
    before = hashes()
    with audit_refuses():
        post()
    after = hashes()
    assert {t for t in after if after[t] != before.get(t)} <= set(OF_THE_BROWSER)
    return True


def test_every_page_of_allauth_writes_with_an_event_or_says_why_not():
    assert {pattern.name for pattern in urlpatterns} == {*WRITE, *WRITE_NO_EVENT}


@pytest.mark.parametrize("name", WRITE)
def test_page_of_allauth_writes_event_and_notice_or_nothing(
    client, admin_user, audit_refuses, name
):
    def post():
        return WRITE[name](client, admin_user)

    assert "notifications_notice" in tables_changed(client, post)
    assert writes_with_event(client, post, audit_refuses)


def admin_page(model, page, *args):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def prepare_rows():
    """Rows of each model, in the states that the actions are for."""
    for label in registered():
        MAKE[label](1)
    UserFactory(is_active=False)
    ProposalFactory(state="dismissed")
    Notice.objects.update(dead_at=timezone.now())
    DisabledTarget.objects.get_or_create(address="C1", defaults={"at": timezone.now()})


def admin_posts(client, admin_user):
    """(what, address, data) of each form and action of admin."""
    request = RequestFactory().get("/")
    request.user = admin_user
    for model, its_admin in admin.site._registry.items():
        what = model._meta.label_lower
        rows = [row.pk for row in its_admin.get_queryset(request).order_by("-pk")]
        for action in its_admin.get_actions(request):
            data = {"action": action, "_selected_action": rows, "confirmed": "yes"}
            yield f"{what} {action}", admin_page(model, "changelist"), data
        pages = {"add": admin_page(model, "add"), "change": admin_page(model, "change", rows[0])}
        for name, page in pages.items():
            for form in forms_of(page, client.get(page).content.decode()):
                if "_save" in form.choices:
                    yield f"{what} {name}", page, typed(form)
        yield f"{what} delete", admin_page(model, "delete", rows[0]), {"post": "yes"}


def typed(form):
    fields = dict(form.fields)
    return fields | {name: value for name, value in TYPED.items() if name in fields}


@pytest.mark.sweep
def test_every_form_and_action_of_admin_writes_with_its_event_or_nothing(
    client, admin_user, audit_refuses
):
    prepare_rows()
    written = set()
    for what, page, data in list(admin_posts(client, admin_user)):
        post = partial(client.post, page, data)
        if writes_with_event(client, post, audit_refuses):
            written.add(what)
        elif "_selected_action" in data:
            pytest.fail(f"{what} was tried on no row that it is for")
    assert {"people.user add", "people.user change", "people.organisation change"} <= written
