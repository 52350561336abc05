from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.jobs import CaseImport
from jobs.models import Job
from jobs.tests.run import run_jobs
from people.models import User
from people.tests.factories import UserFactory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def system(db):
    return User.objects.system()


@pytest.fixture
def coordinator(db):
    return UserFactory(name="Nadia Rossi", coordinator=True)


@pytest.fixture
def engineer(db):
    return UserFactory(name="Hana Kim")


@pytest.fixture
def queries_of(client):
    """How many queries a page takes for `user`."""

    def queries_of(user, url):
        client.force_login(user)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    return queries_of


@pytest.fixture
def send(client, coordinator):
    """Upload bytes as a coordinator."""
    client.force_login(coordinator)

    def send(data, name="cases.csv", **fields):
        return client.post(
            reverse("cases_import"), {"upload": SimpleUploadedFile(name, data), **fields}
        )

    return send


@pytest.fixture
def run_import(client, send):
    """Upload bytes as a coordinator and run the job; returns the page of its result or failure."""

    def run_import(data, name="cases.csv", **fields):
        response = send(data, name, **fields)
        assert response.status_code == 302
        run_jobs()
        job = Job.objects.latest("pk")
        return client.get(CaseImport.result_url(job) if job.state == "done" else response.url)

    return run_import
