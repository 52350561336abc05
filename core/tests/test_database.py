"""A database that is down, slow or in conflict gives a page that says when to try again."""

from copy import deepcopy
from runpy import run_module

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.urls import include, path

from casereview import celery
from core.database import explain, is_unavailable, set_timeouts, sqlstate_of
from core.screen import screen

RAISE = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $$"


@screen("GET", "POST", public=True)
def ends(request):
    """The server ends our session in the middle of a request, and of a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        another = connection.copy()
        with another.cursor() as other:
            other.execute(
                "SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid]
            )
        another.close()
        cursor.execute("SELECT 1")
    return HttpResponse("never")


@screen("GET", public=True)
def fails(request, code):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAISE % code)


@screen("GET", public=True)
def works(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("fine")


urlpatterns = [
    path("ends/", ends),
    path("fails/<str:code>/", fails),
    path("works/", works),
    path("", include("casereview.urls")),
]
handler500 = "core.error_pages.server_error"
pytestmark = [pytest.mark.database, pytest.mark.urls(__name__)]


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Without the transaction that tests run in: the session is ended on purpose."""
    with django_db_blocker.unblock():
        connection.close()
        yield
        connection.close()


def test_session_ended_in_mid_request_says_so_and_the_next_request_works(client, committed):
    page = client.post("/ends/", {"text": "words that took a while to type"})
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "words that took a while to type" in page.content.decode()
    assert client.get("/works/").content == b"fine"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "seconds", "words"),
    [
        ("57014", "5", "took too long"),
        ("55P03", "5", "Somebody else is changing the same thing"),
        ("40P01", "1", "changed the same thing at once"),
        ("40001", "1", "changed the same thing at once"),
        ("53300", "5", "is not answering right now"),
        ("25006", "5", "is not answering right now"),
        ("25P03", "5", "is not answering right now"),
    ],
)
def test_refusal_of_the_database_is_worth_another_try(client, code, seconds, words):
    page = client.get(f"/fails/{code}/")
    assert (page.status_code, page["Retry-After"]) == (503, seconds)
    assert words in page.content.decode()


@pytest.mark.django_db
def test_bug_of_ours_in_the_database_is_not(client):
    client.raise_request_exception = False
    assert client.get("/fails/22012/").status_code == 500
    assert not is_unavailable(ValueError())


def test_words_are_kept_where_the_session_could_not_be_looked_up(database_away):
    page = database_away.post("/accounts/login/", {"text": "words that took a while to type"})
    assert page.status_code == 503
    assert "words that took a while to type" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/cases/", "/inbox/", "/setup/", "/admin/", "/accounts/password/reset/", "/no/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_says_to_come_back_while_the_database_is_away(database_away, path, method):
    page = getattr(database_away, method)(path, headers={"accept": "text/html"})
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert page["X-Request-ID"] in page.content.decode()


def test_body_that_cannot_be_read_does_not_hide_why(database_away):
    many = {f"field{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert database_away.post("/accounts/login/", many).status_code == 503


def told_to(options, name):
    """What a new connection with these options is limited to."""
    another = connection.copy()
    another.settings_dict = another.settings_dict | {"OPTIONS": options}
    with another.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        limit = cursor.fetchone()[0]
    another.close()
    return limit


@pytest.fixture
def options(monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {})
    return settings.DATABASES["default"]["OPTIONS"]


@pytest.mark.django_db
def test_web_stops_what_takes_too_long(options):
    run_module("casereview.wsgi")
    assert told_to(options, "statement_timeout") == "15s"
    assert told_to(options, "lock_timeout") == "5s"
    assert told_to(options, "idle_in_transaction_session_timeout") == "30s"


@pytest.mark.django_db
def test_worker_has_more_time(options):
    celery.limit_statements()
    assert told_to(options, "statement_timeout") == "5min"


@pytest.mark.django_db
def test_command_has_all_the_time_and_waits_little_for_a_server():
    assert told_to(deepcopy(settings.DATABASES["default"]["OPTIONS"]), "statement_timeout") == "0"
    assert settings.DATABASES["default"]["OPTIONS"]["connect_timeout"] == 5


@pytest.mark.django_db
def test_limits_are_added_to_what_the_address_says():
    database = {"OPTIONS": {"options": "-c work_mem=8MB"}}
    set_timeouts(database, {"lock_timeout": "2s"})
    assert told_to(database["OPTIONS"], "work_mem") == "8MB"
    assert told_to(database["OPTIONS"], "lock_timeout") == "2s"


@pytest.mark.django_db
def test_statement_that_takes_too_long_is_stopped_with_its_sentence():
    with (
        pytest.raises(OperationalError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(5)")
    assert sqlstate_of(caught.value) == "57014"
    assert "took too long" in explain(caught.value)[0]
