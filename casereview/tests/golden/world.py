"""One notice of every kind, as somebody would get it: fixed names, on a Wednesday in November 2026.

Each app gives the samples of its kinds in `tests/notice_samples.py`.
"""

from datetime import UTC, datetime
from types import SimpleNamespace

from casereview.tests.contributions import call
from people.tests.factories import UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def build():
    """A list of (kind, subject, recipient), each kind once; the recipient of a channel is None."""
    world = SimpleNamespace(now=NOW)
    world.ana = UserFactory(name="Ana Duarte")
    world.bo = UserFactory(name="Bo Lindqvist")
    world.cy = UserFactory(name="Cy Young")
    world.dee = UserFactory(name="Dee Okafor")
    samples = call("notice_samples", "build_samples", world)
    return [sample for part in samples for sample in part]
