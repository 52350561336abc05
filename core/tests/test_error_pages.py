"""Errors as pages, through the whole stack of middlewares."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, StreamingHttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.urls import include, path

from core.error_pages import ErrorPagesMiddleware
from core.errors import NotAllowed, Refused, StaleState
from core.screen import screen
from people.tests.factories import UserFactory

ERRORS = {
    "refused": Refused("The case was closed too long ago."),
    "not-allowed": NotAllowed("Only the reviewer can."),
    "stale": StaleState("This review is sent."),
    "gone": Http404("Secret words"),
    "too-big": RequestDataTooBig("10 MB"),
    "database": OperationalError("connection refused at 10.0.0.7"),
    "connection": InterfaceError("connection already closed"),
    "bug": RuntimeError("password=hunter2"),
    "odd": SuspiciousOperation("odd"),
}


@screen("GET", "POST", public=True)
def breaks(request, what):
    raise ERRORS[what]


@screen("POST", public=True)
def takes_forms(request, what):
    raise ERRORS[what]


@screen("GET", public=True)
def answers(request):
    return HttpResponse("fine")


def pieces(fails):
    if fails:
        raise OperationalError("gone before the first piece")
    yield from ("a", "b", "c")


@screen("GET", public=True)
def streams(request, fails):
    return StreamingHttpResponse(pieces(fails))


urlpatterns = [
    path("streams/<int:fails>/", streams),
    path("breaks/<str:what>/", breaks),
    path("form/<str:what>/", takes_forms),
    path("answers/", answers),
    path("", include("casereview.urls")),
]
handler400 = "core.error_pages.bad_request"
handler404 = "core.error_pages.not_found"
handler500 = "core.error_pages.server_error"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("refused", 409, "The case was closed too long ago."),
        ("not-allowed", 403, "Only the reviewer can."),
        ("stale", 409, "This review is sent."),
        ("gone", 404, "There is nothing here for you"),
        ("too-big", 413, "too large"),
        ("database", 503, "Back in a moment"),
        ("connection", 503, "Back in a moment"),
        ("odd", 400, "could not read this request"),
    ],
)
def test_error_becomes_its_page(client, what, status, words):
    for response in (client.get(f"/breaks/{what}/"), client.post(f"/breaks/{what}/")):
        assert response.status_code == status
        assert words in response.content.decode()


def test_bug_is_a_plain_page_that_tells_nothing(client):
    client.raise_request_exception = False
    response = client.get("/breaks/bug/")
    assert response.status_code == 500
    assert "hunter2" not in response.content.decode()
    assert "Something went wrong on our side" in response.content.decode()


def test_database_away_says_when_to_come_back_and_not_where_it_was(client):
    response = client.get("/breaks/database/")
    assert response["Retry-After"] == "5"
    assert "10.0.0.7" not in response.content.decode()


def test_missing_page_tells_no_reason(client):
    assert "Secret words" not in client.get("/breaks/gone/").content.decode()


@pytest.mark.parametrize("what", ["refused", "not-allowed", "gone"])
def test_signed_in_person_gets_the_page_with_the_bar(client, what):
    client.force_login(UserFactory(name="Ana Duarte"))
    assert "Ana Duarte" in client.get(f"/breaks/{what}/").content.decode()


def test_return_url_of_a_page_is_itself(client):
    assert 'href="/breaks/stale/?x=1"' in client.get("/breaks/stale/?x=1").content.decode()


def test_return_url_of_a_form_is_the_page_it_stood_on(client):
    response = client.post("/form/stale/", headers={"referer": "http://testserver/answers/?page=2"})
    assert 'href="/answers/?page=2"' in response.content.decode()


@pytest.mark.parametrize(
    "referer", ["", "https://evil.example/x", "javascript:alert(1)", "//evil.example/"]
)
def test_return_url_never_leads_away(client, referer):
    page = client.post("/form/stale/", headers={"referer": referer}).content.decode()
    assert "evil" not in page
    assert 'href="/">Reload' in page


def test_link_to_an_address_for_forms_says_so_and_leads_on(client):
    response = client.get("/form/stale/", headers={"accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "no-store" in response["Cache-Control"]
    assert "There is no page here" in response.content.decode()


def test_script_that_asks_the_wrong_way_gets_no_page(client):
    response = client.get("/form/stale/", headers={"accept": "*/*"})
    assert (response.status_code, response.content) == (405, b"")


def test_page_of_an_error_is_never_kept_by_a_cache(client):
    client.force_login(UserFactory())
    for what in ("refused", "not-allowed", "gone", "too-big", "database"):
        assert "no-store" in client.get(f"/breaks/{what}/")["Cache-Control"]


def test_form_without_its_mark_gets_a_page(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/breaks/refused/")
    assert response.status_code == 403
    assert "This form came from somewhere else" in response.content.decode()


def test_long_answer_that_cannot_begin_is_a_page(client):
    client.raise_request_exception = False
    assert client.get("/streams/1/").status_code == 503
    assert b"".join(client.get("/streams/0/")) == b"abc"


@pytest.mark.parametrize(
    "what", ["refused", "not-allowed", "gone", "too-big", "odd", "database", "bug"]
)
def test_page_of_an_error_says_under_which_id_the_log_has_it(client, what):
    client.raise_request_exception = False
    response = client.get(f"/breaks/{what}/")
    assert f'<span class="hash">{response["X-Request-ID"]}</span>' in response.content.decode()


@pytest.mark.parametrize("secure", [False, True])
def test_name_of_another_site_is_a_request_that_makes_no_sense(client, settings, secure):
    settings.SECURE_SSL_REDIRECT = secure
    for _ in range(2):  # signed out and in: the bar of the page is another
        response = client.get("/answers/", headers={"host": "evil.example"})
        assert (
            response.status_code,
            "could not read this request" in response.content.decode(),
        ) == (400, True)
        client.force_login(UserFactory())


def test_form_with_too_many_fields_is_too_much_even_before_any_view(client):
    client.handler.enforce_csrf_checks = True
    client.get("/accounts/login/")
    response = client.post("/accounts/login/", {f"field{number}": "" for number in range(2001)})
    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_body_that_ends_too_early_is_a_request_that_makes_no_sense(rf):
    page = ErrorPagesMiddleware(None).process_exception(rf.get("/"), UnreadablePostError("cut off"))
    assert page.status_code == 400


@pytest.mark.parametrize("what", ["database", "bug"])
def test_way_on_of_what_failed_is_to_try_it_again(client, what):
    client.raise_request_exception = False
    assert (
        f'href="/breaks/{what}/?a=1&amp;b=2">Try again'
        in client.get(f"/breaks/{what}/?a=1&b=2").content.decode()
    )
    assert "Try again</a>" not in client.post(f"/breaks/{what}/").content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_error_page_without_request_and_user_renders(status):
    page = render_to_string(f"{status}.html")
    assert re.search(rf'<span class="pill">\s*{status}\s*</span>', page)
    assert not re.search(r"style=|<style|<script>|\son\w+=|javascript:", page)
