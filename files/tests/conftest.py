import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from files.actions import store_file
from files.registry import OWNERS
from people.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def own_files(monkeypatch):
    """A kind of file that only the person who gave it may fetch."""
    monkeypatch.setitem(OWNERS, "tests.own", lambda user, files: files.filter(by=user))


@pytest.fixture
def ana(db):
    return UserFactory(name="Ana Duarte")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def store(ana, now):
    def store(data=b"id;status\n1;open\n", name="cases.csv", **words):
        content = ContentFile(data, name)
        return store_file(content, kind="tests.own", name=name, **{"by": ana, "now": now} | words)

    return store
