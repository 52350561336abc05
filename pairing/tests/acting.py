"""What the tests of actions share: the trail they leave, an audit that fails, several of them at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from audit.models import Event


def verbs(subject):
    return list(Event.objects.about(subject).values_list("verb", flat=True))


def facts(subject):
    return Event.objects.about(subject).first().facts


def fail_audit(monkeypatch, module):
    def record(*args, **kwargs):
        raise OSError("the audit trail is full")

    monkeypatch.setattr(module, "record", record)


def at_once(number, act):
    """Call `act` from so many threads, each with a connection of its own; returns results and errors."""
    barrier = Barrier(number)

    def call(_):
        try:
            barrier.wait(10)
            return act()
        except Exception as error:  # noqa: BLE001  the test looks at what came back
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(call, range(number)))
