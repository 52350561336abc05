"""The page of a job: who sees it, what an open page asks, cancel and retry."""

import pytest
from django.urls import reverse

from core.tests.rows import reload
from jobs.models import Job
from jobs.tests.run import run_jobs
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def ask_progress(client, job, version=None):
    address = reverse("job_progress", args=[job.pk])
    return client.get(address, {"version": version or job.version}, headers={"HX-Request": "true"})


def test_job_is_seen_by_who_started_it_and_by_coordinators_alone(client, job, ana, coordinator):
    address = reverse("job", args=[job.pk])
    for user, status in ((ana, 200), (coordinator, 200), (UserFactory(), 404)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_progress_answers_204_while_nothing_changed(client, job, ana):
    client.force_login(ana)
    assert ask_progress(client, job).status_code == 204
    assert "Count to three" in ask_progress(client, job, "other").content.decode()


def test_progress_of_a_finished_job_leads_to_its_result(client, job, ana):
    Job.objects.update(payload={"total": 3, "has_page": True})
    version = job.version
    run_jobs()
    client.force_login(ana)
    assert ask_progress(client, job, version)["HX-Redirect"] == "/cases/"


def test_page_of_a_waiting_job_works_without_scripts(client, job, ana):
    client.force_login(ana)
    page = client.get(reverse("job", args=[job.pk])).content.decode()
    assert f'href="/jobs/{job.pk}/"' in page
    assert '<a href="/cases/" aria-current="' in page
    assert "Cancel" in page
    run_jobs()
    page = client.get(reverse("job", args=[job.pk])).content.decode()
    assert "3 numbers" in page
    assert 'hx-get="/jobs/' not in page


def test_cancel_and_retry_by_their_buttons(client, job, ana):
    client.force_login(ana)
    client.post(reverse("cancel_job", args=[job.pk]))
    assert reload(job).state == "cancelled"
    Job.objects.update(state="failed")
    client.post(reverse("retry_job", args=[job.pk]))
    assert reload(job).state == "queued"


def test_page_of_a_failed_job_says_why_and_offers_another_try(client, job, ana, now):
    Job.objects.update(state="failed", error="The file cannot be read.", finished_at=now)
    client.force_login(ana)
    page = client.get(reverse("job", args=[job.pk])).content.decode()
    assert "The file cannot be read." in page
    assert "Try again" in page
