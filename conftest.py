"""What every test of the project stands on: no network, and a cache of its own."""

import gc
import ipaddress
import socket
from itertools import count

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import settings

settings.register_profile("calm", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("calm")

VERSIONS = count(2)
REFUSE = """
CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the audit trail is full'; END $$;
CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit();
"""


def pytest_addoption(parser):
    parser.addoption(
        "--golden", action="store_true", help="write the golden files anew instead of comparing"
    )


class NetworkUsed(Exception):
    """Raised where a test reaches for another machine: nothing of the product needs one."""


def is_near(address):
    """A path on this machine, or an address of it; a name other than localhost would have to be looked up."""
    if not isinstance(address, tuple) or address[0] == "localhost":
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


def pytest_collection_finish():
    """Thousands of modules stay until the end: not looking through them for garbage saves a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def no_permission_rows():
    """Each transactional test would write them anew, and nothing asks for them: superusers may all, others nothing."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


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
    """Sign-in throttles count in the cache; a version of its own for each test empties it without touching others'."""
    version = next(VERSIONS)
    caches.settings["default"]["VERSION"] = version
    caches["default"].version = version
    fallback = getattr(caches["default"], "fallback", None)
    if fallback:
        fallback.version = version


@pytest.fixture
def audit_refuses(db):
    """From here on no event can be written; the test's own transaction takes the trigger away again."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE)
