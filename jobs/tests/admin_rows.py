from django.utils import timezone

from jobs.models import Job
from people.tests.factories import UserFactory


def make_job(number):
    now = timezone.now()
    title = f"Import of cases-{number}.csv"
    return Job.objects.create(
        kind="cases.import", title=title, by=UserFactory(), created_at=now, not_before=now
    )


MAKE = {"jobs.job": make_job}
