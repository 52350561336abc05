"""`/metrics`: who may read it, what it contains, also while the database is down."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from casereview import prometheus
from casereview.actions import record_heartbeat
from notifications.tests.kinds import make_notice
from pairing.tests.factories import DrawFactory
from people.tests.factories import UserFactory

pytestmark = pytest.mark.database

TOKEN = {"Authorization": "Bearer a long token"}
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOCS = Path(settings.BASE_DIR) / "docs"


@pytest.fixture
def open_metrics(settings):
    settings.METRICS_TOKEN = "a long token"


def samples(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client):
    response = client.get("/metrics", headers=TOKEN)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    return samples(response.content.decode())


@pytest.mark.django_db
def test_metrics_without_a_token_in_the_settings_are_nowhere(client):
    assert client.get("/metrics", headers=TOKEN).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "Bearer another", "a long token", "Bearer a long token ", "Bearer é"]
)
def test_metrics_with_a_wrong_token_are_nowhere(client, open_metrics, given):
    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["casereview.example"])
def test_metrics_answer_before_any_redirect_or_host_check(client, open_metrics):
    assert client.get("/metrics", headers=TOKEN | {"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.django_db
def test_metrics_of_an_empty_product_leave_out_what_nobody_knows(client, open_metrics):
    figures = read(client)
    assert figures[("casereview_database_up",)] == figures[("casereview_broker_up",)] == 1
    assert figures[("casereview_outbox_waiting",)] == figures[("casereview_dead_letters",)] == 0
    assert not [name for name in figures if "age_seconds" in name[0] or "lag" in name[0]]


@pytest.mark.django_db
def test_metrics_tell_what_waits_and_how_old_things_are():
    make_notice(sent=False, not_before=NOW - HOUR)
    make_notice(sent=False, not_before=NOW, dead_at=NOW)
    DrawFactory(drawn_at=NOW - 2 * HOUR)
    record_heartbeat(sent_at=NOW - timedelta(seconds=70), now=NOW - timedelta(seconds=60))
    figures = prometheus.figures(NOW)
    assert (figures["outbox_due"], figures["outbox_oldest_seconds"], figures["dead_letters"]) == (
        1,
        3600,
        1,
    )
    assert (
        figures["beat_age_seconds"],
        figures["worker_age_seconds"],
        figures["celery_lag_seconds"],
    ) == (70, 60, 10)
    assert figures["draw_age_seconds"] == 7200


@pytest.mark.django_db
def test_metrics_tell_of_a_noted_backup_and_drill():
    assert prometheus.figures(NOW)["backup_age_seconds"] is None
    call_command("record_event", "backup")
    call_command("record_event", "drill")
    figures = prometheus.figures(timezone.now() + HOUR)
    assert 3600 <= figures["backup_age_seconds"] < 3700
    assert 3600 <= figures["drill_age_seconds"] < 3700


def test_every_figure_has_its_words_and_the_other_way_round(db):
    assert set(prometheus.figures(NOW)) == set(prometheus.help_texts())


@pytest.mark.django_db
def test_metrics_count_requests_by_view_without_a_name(client, open_metrics):
    client.force_login(UserFactory(name="Zyxqwa Duarte"))  # no view can hold it
    before = read(client).get(("casereview_request_seconds_count", "200", "GET", "my_week"), 0)
    client.get("/")
    client.get("/who/is/zyxqwa/")
    text = client.get("/metrics", headers=TOKEN).content.decode()
    figures = samples(text)
    assert figures[("casereview_request_seconds_count", "200", "GET", "my_week")] == before + 1
    assert figures[("casereview_request_queries_count", "my_week")] >= 1
    assert figures[("casereview_request_seconds_count", "404", "GET", "nothing")] >= 1
    assert "zyxqwa" not in text.lower()


def test_metrics_with_the_database_away_say_so(
    django_db_setup, django_db_blocker, client, open_metrics
):
    with django_db_blocker.unblock():
        connection.close()
        address, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "/nowhere"
        figures = read(client)
        connection.settings_dict["HOST"] = address
    assert figures[("casereview_database_up",)] == 0
    assert ("casereview_outbox_waiting",) not in figures


def test_every_figure_is_explained():
    explained = (DOCS / "operations.md").read_text()
    names = {*prometheus.help_texts(), "request_seconds", "request_queries"}
    assert {name for name in names if f"`{name}`" not in explained} == set()


def test_every_alert_asks_for_a_figure_there_is():
    rules = [
        rule
        for group in yaml.safe_load((DOCS / "alerts.yml").read_text())["groups"]
        for rule in group["rules"]
    ]
    asked = {name for rule in rules for name in re.findall(r"casereview_(\w+)", rule["expr"])}
    known = {
        *prometheus.help_texts(),
        "request_seconds_count",
        "request_seconds_bucket",
        "request_queries_bucket",
    }
    assert asked <= known
    assert {
        name for name in prometheus.help_texts() if "age" in name or "lag" in name or "up" in name
    } <= asked
