"""No input is lost when a form is refused: signed out, signed in again, too late, deleted."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from core import error_pages, form_recovery
from core.errors import Refused
from core.screen import screen
from people.tests.factories import UserFactory

TEXT = "I would have called them on the first day.\nThey were waiting."


@screen("POST")
def takes(request):
    return HttpResponse(f"taken: {request.POST['body']}")


@screen("GET", "POST")
def refuses(request):
    raise Refused(f"Too late: {len(request.POST)}")


urlpatterns = [
    path("takes/", takes),
    path("refuses/", refuses),
    path("", include("casereview.urls")),
]
handler404 = "core.error_pages.not_found"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def strict():
    """A browser that must send its CSRF token, as in production."""
    return Client(enforce_csrf_checks=True)


def post(client, where, mark, body=TEXT, origin="http://testserver", **more):
    data = {"csrfmiddlewaretoken": mark, "body": body, "thread": "4", **more}
    return client.post(where, data, headers={"Origin": origin})


def mark_of(client):
    client.cookies["csrf"] = "a" * 32
    return "a" * 32


def test_form_of_somebody_signed_out_is_kept_with_the_way_to_sign_in(strict):
    page = post(strict, "/takes/", mark_of(strict))
    assert page.status_code == 401
    assert TEXT in page.text
    assert 'name="thread" value="4"' in page.text
    assert 'href="/accounts/login/?next=/"' in page.text


def test_form_without_fields_of_somebody_signed_out_leads_to_sign_in_and_back_to_its_page(client):
    answer = client.post("/takes/", headers={"Referer": "http://testserver/reviews/4/"})
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/reviews/4/")


def test_fragment_for_somebody_signed_out_is_no_sign_in_page(client):
    answer = client.post("/takes/", {"body": TEXT}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "Signed out.")


def test_form_with_the_mark_of_an_earlier_session_is_sent_by_one_more_click(strict):
    old = mark_of(strict)
    strict.force_login(UserFactory())
    strict.cookies["csrf"] = "b" * 32
    page = post(strict, "/takes/", old)
    assert page.status_code == 403
    assert TEXT in page.text
    assert post(strict, "/takes/", strict.cookies["csrf"].value).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_form_of_another_site_is_not_one_click_away(strict, origin):
    strict.force_login(UserFactory())
    page = post(strict, "/takes/", mark_of(strict), origin=origin)
    assert page.status_code == 403
    assert TEXT not in page.text
    assert "Send it again" not in page.text


def test_refusal_shows_what_was_typed_and_not_what_was_clicked(client):
    client.force_login(UserFactory())
    page = client.post("/refuses/", {"body": TEXT, "allow": "yes", "csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 409
    assert page.text.count("<textarea") == 1
    assert TEXT in page.text


def test_missing_page_shows_what_was_typed(strict):
    strict.force_login(UserFactory())
    page = post(strict, "/reviews/999999/comments/", mark_of(strict))
    assert page.status_code == 404
    assert TEXT in page.text


def test_database_away_shows_what_was_typed(rf):
    request = rf.post("/takes/", {"body": TEXT})
    assert request.POST
    page = error_pages.database_unavailable(
        request, OperationalError(), form_recovery.typed_text(request)
    )
    assert TEXT in page.content.decode()


@pytest.mark.parametrize("more", [{"password": "hunter2 hunter2"}, {"note": "x" * 200_001}])
def test_password_and_too_much_are_not_kept(rf, more):
    assert form_recovery.posted_fields(rf.post("/", {"body": TEXT, **more})) == []


def test_broken_body_at_a_missing_page_is_a_missing_page(client):
    answer = client.post("/nowhere/", b"--x", content_type="multipart/form-data; boundary=y")
    assert answer.status_code == 404


def test_text_is_shown_and_never_run(client):
    page = client.post("/takes/", {"body": "</textarea><script>alert(1)</script> and so on"})
    assert "<script>alert" not in page.text
