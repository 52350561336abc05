"""Budgets on the demo world, which has more rows, kinds of notices and states than the matrix."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from casereview.demo.world import build
from casereview.tests.budgets import limit_of
from people.models import User
from tests.browser import shots

NOW = datetime(2026, 11, 18, 13, 20, tzinfo=UTC)
FEW = ("hana.kim", "nadia.rossi")
LEADS_ON = {"draws"}  # whose only pool has a running cycle is led there


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        build(seed=1, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "login",
    [pytest.param(each, marks=() if each in FEW else pytest.mark.sweep) for each in shots.LOGINS],
)
def test_screens_of_the_demo_keep_to_their_budgets(demo, login):
    user = User.objects.get(email=f"{login}@support.example")
    client = Client()
    client.force_login(user)
    places = shots.find_places()
    dear = {}
    for name in shots.places_of("everybody") + shots.places_of(login):
        path = places.get(name, name)
        path = path() if callable(path) else path
        url_name = resolve(path.partition("?")[0]).url_name
        limit = limit_of(url_name, user)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert response.status_code == 200 or url_name in LEADS_ON, path
        if not path.startswith("/admin/") and len(queries) > limit:
            dear[path] = f"{len(queries)} queries, {limit} allowed"
    assert dear == {}
