"""The id of a request, and the line about it."""

import json
import logging

import pytest
from celery import shared_task
from celery.signals import before_task_publish, task_postrun, task_prerun
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from django_guid import set_guid

from core.logs import JsonFormatter
from core.request_logging import RequestMiddleware, current_id, level_of, request_answered
from core.screen import screen
from people.tests.factories import UserFactory

GIVEN = "0123456789abcdef0123456789abcdef"
KNOWN = "1f0e9bb6-5a3c-4a77-8d7e-7c1f6a2f5d10"


@shared_task(name="tests.id_of_request")
def id_of_request():
    return current_id()


@screen("GET", public=True)
def asks(request, token):
    logging.getLogger("reviews").warning("something at %s", request.path)
    for _ in range(31):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    return HttpResponse(current_id())


@screen("GET", public=True)
def breaks(request, token):
    raise RuntimeError("a bug")


urlpatterns = [
    path("asks/<str:token>/", asks, name="asks"),
    path("breaks/<str:token>/", breaks, name="breaks"),
    path("", include("casereview.urls")),
]
handler500 = "core.error_pages.server_error"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def lines(caplog):
    """What the log of a deployment would hold, as objects."""
    handler = logging.Handler()
    said = []
    handler.emit = lambda record: said.append(json.loads(JsonFormatter().format(record)))
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    with caplog.at_level(logging.INFO):
        yield said
    for logger in loggers:
        logger.removeHandler(handler)


def test_id_is_made_and_is_on_the_answer_and_on_every_line(client, lines):
    response = client.get("/asks/secret/")
    assert response.content.decode() == response["X-Request-ID"]
    assert {line["request_id"] for line in lines} == {response["X-Request-ID"]}
    assert client.get("/asks/secret/")["X-Request-ID"] != response["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    [
        (1, GIVEN, True),
        (1, KNOWN, True),
        (0, GIVEN, False),
        (1, "x" * 5000, False),
        (1, "a\nb: c", False),
    ],
)
def test_id_of_a_proxy_of_ours_is_kept_if_it_is_one(client, settings, proxies, given, is_kept):
    settings.TRUSTED_PROXIES = proxies
    response = client.get("/asks/secret/", HTTP_X_REQUEST_ID=given)
    assert (response["X-Request-ID"] == given) is is_kept


def test_line_tells_view_cost_and_person_and_neither_token_nor_name(client, lines):
    user = UserFactory(name="Ana Duarte")
    client.force_login(user)
    client.get("/me/?q=Duarte")
    client.get("/asks/secret/")
    said = lines[-1]
    assert (said["view"], said["status"], said["level"]) == ("asks", 200, "WARNING")
    assert said["sql"] >= 31
    assert said["message"].startswith("GET /asks/<str:token>/ 200 in ")
    assert said["message"].endswith(", which is slow")
    assert user.pk in {line.get("user_id") for line in lines}
    assert "secret" not in str(lines)
    assert "Duarte" not in str(lines)


def test_line_of_what_broke_names_the_way_and_no_token(client, lines):
    client.raise_request_exception = False
    assert client.get("/breaks/secret/").status_code == 500
    assert "secret" not in str(lines)
    assert any("RuntimeError: a bug" in line.get("error", "") for line in lines)
    assert {line["view"] for line in lines} == {"breaks"}


def test_address_that_is_none_of_ours_is_not_repeated(client, lines):
    client.get("/who/is/Ana-Duarte/")
    assert [line["view"] for line in lines] == ["nothing"]
    assert "Duarte" not in str(lines)


@pytest.mark.parametrize(
    ("status", "slow", "level"),
    [(200, False, "INFO"), (404, False, "INFO"), (200, True, "WARNING"), (503, False, "WARNING")],
)
def test_line_of_what_needs_a_look_stands_out(status, slow, level):
    assert logging.getLevelName(level_of(status, slow)) == level


def test_who_counts_is_told_of_every_answer(client):
    told = []
    request_answered.connect(lambda **facts: told.append(facts), weak=False, dispatch_uid="test")
    client.get("/asks/secret/")
    request_answered.disconnect(dispatch_uid="test")
    assert [(facts["status"], facts["queries"]) for facts in told] == [(200, 31)]


def test_method_of_a_strangers_own_making_is_not_repeated(lines):
    request = RequestFactory().generic("ANA", "/")
    request.resolver_match = None
    RequestMiddleware(lambda request: HttpResponse())(request)
    assert lines[-1]["method"] == "another method"


def test_task_runs_under_the_id_of_the_request_that_asked_for_it():
    headers = {}
    set_guid(GIVEN)
    before_task_publish.send(sender="x", headers=headers)
    set_guid(KNOWN)
    id_of_request.push_request(**headers)
    task_prerun.send(sender=id_of_request, task=id_of_request)
    assert id_of_request.run() == GIVEN
    task_postrun.send(sender=id_of_request, task=id_of_request)
    id_of_request.pop_request()
    assert current_id() == ""
