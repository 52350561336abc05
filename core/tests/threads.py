"""Races with real threads: each has its own connection, and all begin at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def together(*calls):
    """Run `calls` at the same moment and return what each returned or raised, in their order."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except Exception as error:  # noqa: BLE001  the race's loser raises, and that is what is looked at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
