import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

pytestmark = pytest.mark.database

DEAD = {
    "default": {"BACKEND": "core.cache.FallbackRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
}


def test_healthz_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_says_that_all_is_well(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "broker": "ok"})


@pytest.mark.django_db
@override_settings(CACHES=DEAD)
def test_readyz_without_broker_is_degraded_and_not_down(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"database": "ok", "broker": "degraded"},
    )


@pytest.mark.django_db
def test_readyz_with_a_migration_missing_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'audit' AND name = '0002_append_only'"
        )
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "migrations missing")


def test_readyz_with_the_database_away_is_not_ready(database_away):
    response = database_away.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "down")


def test_page_with_the_database_away_says_to_come_back(database_away):
    """The session is read before any view, so no view's error brings this page."""
    response = database_away.get("/accounts/login/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Back in a moment" in response.content.decode()


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["casereview.example"])
def test_both_answer_before_any_redirect_or_host_check(client):
    for path in ("/healthz", "/readyz"):
        assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_cache_that_answers_is_alive():
    assert cache.is_alive()
