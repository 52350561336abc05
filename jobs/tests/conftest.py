from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.actions import start_job
from jobs.registry import KINDS
from jobs.tests.kinds import CountJob
from people.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def count_kind(monkeypatch):
    """A kind of job that counts, with nothing special at any number."""
    monkeypatch.setitem(KINDS, CountJob.kind, CountJob)
    monkeypatch.setattr(CountJob, "at", {})
    monkeypatch.setattr(CountJob, "prepared", 0)
    return CountJob


@pytest.fixture
def ana(db):
    return UserFactory(name="Ana Duarte")


@pytest.fixture
def coordinator(db):
    return UserFactory(name="Nadia Rossi", coordinator=True)


@pytest.fixture
def job(ana):
    now = timezone.now() - timedelta(seconds=1)
    return start_job("tests.count", title="Count to three", payload={"total": 3}, by=ana, now=now)


@pytest.fixture
def now():
    return timezone.now()
