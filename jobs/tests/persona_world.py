"""One job of an engineer that failed: it can be looked at, and tried again."""

from jobs.models import Job


def make_job(by, now):
    return Job.objects.create(
        kind="cases.import",
        title="Import of cases.csv",
        payload={"file": 1, "source": "", "dry_run": False},
        state="failed",
        error="The file is empty.",
        by=by,
        created_at=now,
        not_before=now,
        finished_at=now,
    )


def add_to_world(world):
    world.job = make_job(world.reviewer, world.now)


FOREIGN_KINDS = {"jobs/": ("job",)}


def add_foreign(foreign):
    foreign.job = make_job(foreign.owner, foreign.now)
