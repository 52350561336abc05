import logging
import socket
import time

import pytest
from django.core.cache import cache
from django.test import override_settings

from core.cache import FallbackRedisCache
from people.tests.factories import UserFactory

NOWHERE = "redis://127.0.0.1:1/0"
DEAD = {"default": {"BACKEND": "core.cache.FallbackRedisCache", "LOCATION": NOWHERE}}
pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def dead(monkeypatch):
    monkeypatch.setattr("core.cache._rests_until", {})
    return FallbackRedisCache(NOWHERE, {})


def test_value_set_without_valkey_is_kept_in_the_table(dead):
    dead.set("tries", 3, timeout=60)
    assert dead.get("tries") == 3
    assert dead.has_key("tries")
    assert dead.get_many(["tries", "other"]) == {"tries": 3}


def test_add_without_valkey_keeps_the_first(dead):
    assert dead.add("lock", 1, timeout=60)
    assert not dead.add("lock", 2, timeout=60)
    assert dead.get("lock") == 1


def test_counting_without_valkey_goes_on(dead):
    dead.set("tries", 1)
    assert dead.incr("tries") == 2
    assert dead.decr("tries") == 1


def test_value_deleted_or_expired_without_valkey_is_gone(dead):
    dead.set_many({"a": 1, "b": 2})
    dead.delete("a")
    dead.touch("b", timeout=-1)
    assert dead.get_many(["a", "b"]) == {}
    dead.set("c", 3)
    dead.delete_many(["c"])
    assert dead.get("c") is None


def test_valkey_that_is_down_is_logged_without_the_key(dead, caplog):
    with caplog.at_level(logging.WARNING):
        dead.get("secret-key")
    assert "using the database" in caplog.text
    assert "secret-key" not in caplog.text
    assert not dead.is_alive()


def test_valkey_that_is_up_leaves_the_table_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        cache.set("tries", 1)
        assert cache.get("tries") == 1


@pytest.fixture
def sign_in(client):
    user = UserFactory()
    user.set_password("a long enough password")
    user.save()

    def post(password):
        return client.post("/accounts/login/", {"login": user.email, "password": password})

    return post


@override_settings(CACHES=DEAD)
def test_sign_in_without_valkey_works(sign_in):
    assert sign_in("a long enough password").status_code == 302


@override_settings(CACHES=DEAD)
def test_sign_in_throttle_without_valkey_keeps_counting(sign_in):
    tries = [sign_in(f"wrong {n}") for n in range(12)]
    assert {response.status_code for response in tries} <= {200, 429}
    assert tries[-1].status_code == 429
    assert sign_in("a long enough password").status_code != 302


@pytest.fixture
def frozen():
    """A server that takes connections and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_valkey_that_hangs_is_waited_for_once(frozen):
    cache = FallbackRedisCache(frozen, {"OPTIONS": {"socket_timeout": 0.1}})
    began = time.monotonic()
    cache.set("tries", 1)
    assert [cache.get("tries") for _ in range(9)] == [1] * 9
    assert time.monotonic() - began < 0.5
