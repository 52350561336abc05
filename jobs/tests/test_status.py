from datetime import timedelta

import pytest

from jobs.metrics import FIGURES, figures
from jobs.system_status import status_parts
from jobs.tests.run import run_jobs

pytestmark = pytest.mark.django_db


def line(now):
    [part] = status_parts(None, now)
    return part.lines[0]


def test_job_that_nobody_runs_is_bad_after_some_minutes(job, now):
    assert (line(now).verdict, line(now).value) == ("good", "1 job to run, the oldest for 1 second")
    assert line(now + timedelta(minutes=6)).verdict == "bad"
    assert figures(now)["jobs_oldest_seconds"] >= 1


def test_nothing_that_waits_is_good(job, now):
    run_jobs()
    assert (line(now).verdict, line(now).value) == ("good", "Nothing waiting")
    assert figures(now) == dict.fromkeys(FIGURES, 0)
