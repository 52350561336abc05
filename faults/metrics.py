"""The metrics behind the alerts: each moves when its part fails, and returns afterwards."""

import time
import urllib.error
from contextlib import contextmanager, suppress

from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from faults import infrastructure, scenario
from faults.duplicate_beat import add_due_pool
from faults.stack import running
from notifications.actions import send_again, send_test
from notifications.models import Notice
from people.tests.factories import UserFactory
from tests.sinks.smtp import mail_sink

TOKEN = "only-for-faults"
PATIENCE = 25
LATE = 5
WELL = 4  # the last three in seconds


@scenario(guards=["heartbeat"])
def metrics(without):
    """Each metric moves when its part fails and returns afterwards; minutes become seconds here."""
    with (
        mail_sink() as sink,
        running(
            "web", "worker", "beat", without=without, METRICS_TOKEN=TOKEN, EMAIL_URL=sink.url
        ) as stack,
    ):
        watch = Watch(stack)
        for name, fault, is_bad, is_well in list(faults(stack, sink))[: 2 if without else None]:
            with fault():
                yield f"{name} does not move", not watch.sees(is_bad), 0
            yield f"{name} does not return", not watch.sees(is_well), 0


def faults(stack, sink):
    """(metric, fault, condition while it lasts, condition afterwards)."""
    admin = UserFactory(superuser=True)
    yield (
        "age of the last draw",
        due_pool,
        lambda now: now["draw_age_seconds"] >= 0,
        lambda now: "draw_age_seconds" in now,
    )
    yield "age of beat", stopped(stack, "beat"), old("beat_age_seconds"), fresh("beat_age_seconds")
    yield (
        "age of the worker",
        stopped(stack, "worker"),
        old("worker_age_seconds"),
        fresh("worker_age_seconds"),
    )
    yield (
        "lag of Celery",
        late_worker(stack),
        old("celery_lag_seconds", 3),
        fresh("celery_lag_seconds"),
    )
    yield (
        "age of the outbox",
        unsent(stack, admin),
        old("outbox_oldest_seconds"),
        fresh("outbox_oldest_seconds"),
    )
    yield (
        "dead letters",
        refused(sink, admin),
        lambda now: now["dead_letters"] > 0,
        lambda now: not now["dead_letters"],
    )


def faults_of_servers(stack):
    yield (
        "database up",
        infrastructure.database_down,
        lambda now: not now["database_up"],
        lambda now: now["database_up"],
    )
    yield (
        "broker up",
        infrastructure.broker_down,
        lambda now: not now["broker_up"],
        lambda now: now["broker_up"],
    )
    yield (
        "answers of 503",
        asked_without_database(stack),
        lambda now: now["503"] > 0,
        lambda now: now["database_up"],
    )


class Watch:
    def __init__(self, stack):
        self.stack = stack

    def sees(self, condition):
        """Whether the figures meet the condition in time; a missing figure meets none."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(KeyError, OSError):
                if condition(self.figures()):
                    return True
            time.sleep(0.3)
        return False

    def figures(self):
        text = self.stack.get("/metrics", {"Authorization": f"Bearer {TOKEN}"})
        values = {"503": 0}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                values[sample.name.removeprefix("casereview_")] = sample.value
                if sample.name.endswith("seconds_count") and sample.labels.get("status") == "503":
                    values["503"] += sample.value
        return values


def old(name, than=LATE):
    return lambda now: now[name] > than


def fresh(name):
    return lambda now: now[name] < WELL


@contextmanager
def due_pool():
    add_due_pool()
    yield


def stopped(stack, name):
    @contextmanager
    def fault():
        stack.kill(name)
        yield
        stack.start(name)

    return fault


def late_worker(stack):
    """A worker that comes back finds a message that has waited."""

    @contextmanager
    def fault():
        stack.kill("worker")
        time.sleep(LATE + 1)
        stack.start("worker")
        yield

    return fault


def unsent(stack, admin):
    @contextmanager
    def fault():
        stack.kill("worker")
        send_test("mail", by=admin, now=timezone.now())
        yield
        stack.start("worker")

    return fault


def refused(sink, admin):
    @contextmanager
    def fault():
        sink.modes = ("refuse for good",)
        send_test("mail", by=admin, now=timezone.now())
        yield
        sink.modes = ("accept",)
        send_again(list(Notice.objects.dead()), by=admin, now=timezone.now())

    return fault


def asked_without_database(stack):
    @contextmanager
    def fault():
        with infrastructure.database_down(), suppress(urllib.error.HTTPError):
            stack.get("/accounts/login/")
        yield

    return fault
