"""The port of `make run`, checked before anything starts."""

import socket
import time

from embedded import LauncherError

HOST = "127.0.0.1"


def parse_port(text):
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LauncherError(
            f"PORT={text} is not a port: "
            f"choose a number from 1024 to 65535, as in `make run PORT=8001`."
        )
    return int(text)


def wait_for_port(port, patience=1.5):
    """Return once the port is free; a program that was just killed has `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind((HOST, port))
            except PermissionError:
                raise LauncherError(
                    f"Port {port} needs root: choose another, as in `make run PORT=8000`."
                ) from None
            except OSError:
                if time.monotonic() > deadline:
                    another = port + 1 if port < 65535 else 8000
                    way_out = f"choose another, as in `make run PORT={another}`"
                    raise LauncherError(
                        f"Port {port} is in use, perhaps by another `make run`: {way_out}."
                    ) from None
        time.sleep(0.1)
