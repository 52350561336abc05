import socket

import pytest

from conftest import NetworkUsed, is_near


def test_connection_to_another_machine_is_refused():
    with socket.socket() as knocking, pytest.raises(NetworkUsed):
        knocking.connect(("192.0.2.1", 80))


def test_name_of_another_machine_is_refused():
    assert not is_near(("example.org", 443))


def test_this_machine_is_near():
    assert is_near("/run/postgres/.s.PGSQL.5432")
    assert is_near(("127.0.0.1", 5432))
    assert is_near(("::1", 5432, 0, 0))
