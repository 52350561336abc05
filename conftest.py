"""Fixtures for all tests: no network, and a cache of their own."""

import gc
import ipaddress
import socket
from collections import Counter
from itertools import count

import pytest
from django.core.cache import caches
from django.db.models.signals import post_migrate
from hypothesis import settings

from tests.databases import copy_for_each_test

# Without a deadline: a busy machine is no reason to fail.
settings.register_profile("default suite", max_examples=25, deadline=None)
settings.register_profile("sweep", max_examples=100, deadline=None)
settings.load_profile("default suite")

VERSIONS = count(2)
pytest_plugins = ["casereview.tests.guards.refusals", "casereview.tests.seconds"]


def pytest_addoption(parser):
    parser.addoption(
        "--golden", action="store_true", help="rewrite the golden files instead of comparing"
    )


def pytest_configure(config):
    """The sweep asks for the tests of Hypothesis by their mark, and gives them more examples."""
    if "or hypothesis" in config.option.markexpr:
        settings.load_profile("sweep")


class NetworkUsed(Exception):
    """Raised where a test reaches for another machine: nothing of the product needs one."""


def is_near(address):
    """A path on this machine or one of its addresses; other names would have to be looked up."""
    if not isinstance(address, tuple) or address[0] == "localhost":
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Mark the races, and begin with what takes longest, so that two processes end together."""
    folders = Counter(item.nodeid.partition("/")[0] for item in items)
    folders["tests"] = len(items)  # a browser takes longer than anything else
    items.sort(key=lambda item: -folders[item.nodeid.partition("/")[0]])
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish():
    """Keep the collector away from thousands of modules that stay: saves a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def no_permission_rows():
    """Nothing asks for them: superusers may do everything, others nothing."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(autouse=True, scope="session")
def copies_for_transactional_tests():
    with pytest.MonkeyPatch.context() as patch:
        copy_for_each_test(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_network():
    connect = socket.socket.connect

    def near_only(self, address):
        if not is_near(address):
            raise NetworkUsed(f"a test tried to reach {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", near_only)
        yield


@pytest.fixture(autouse=True)
def fresh_cache():
    """Sign-in throttles count in the cache; each test has a version of its own, which is empty."""
    version = next(VERSIONS)
    caches.settings["default"]["VERSION"] = version
    caches["default"].version = version
    fallback = getattr(caches["default"], "fallback", None)
    if fallback:
        fallback.version = version
