import signal
import socket
import threading

import pytest

from embedded import LauncherError
from embedded.port import HOST, parse_port, wait_for_port
from embedded.serve import handle_signal


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.sweep
def test_port_in_use_is_reported_before_any_server_starts(checkout, taken):
    said = checkout.run(module="embedded.serve", code=1, PORT=str(taken))
    assert said == (
        f"Port {taken} is in use, perhaps by another `make run`: "
        f"choose another, as in `make run PORT={taken + 1}`."
    )
    assert not (checkout.folder / ".state").exists()


def test_port_that_is_free_is_taken_without_waiting(taken):
    wait_for_port(0, patience=0)
    with pytest.raises(LauncherError, match="is in use"):
        wait_for_port(taken, patience=0)


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80 80"])
def test_port_that_is_no_number_is_refused(text):
    with pytest.raises(LauncherError, match="is not a port"):
        parse_port(text)


@pytest.mark.sweep
def test_second_ctrl_c_stops_at_once_and_a_second_sigterm_does_not():
    stop = threading.Event()
    force_stop = threading.Event()
    handle_signal(signal.SIGTERM, stop, force_stop)
    handle_signal(signal.SIGTERM, stop, force_stop)
    assert (stop.is_set(), force_stop.is_set()) == (True, False)
    handle_signal(signal.SIGINT, stop, force_stop)
    assert force_stop.is_set()
