"""A job is for its starter and coordinators; the one of the world has failed."""

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only

THEIRS = ("reviewer", *RUN_THE_PROGRAMME)


def pk(world):
    return {"pk": world.job.pk}


ROWS = [
    Row("job", kwargs=pk, get=only(200, *THEIRS)),
    Row("job_progress", kwargs=pk, get=only(200, *THEIRS)),
    Row("cancel_job", kwargs=pk, get=NOT_THAT_WAY, post=only(409, *THEIRS)),
    Row("retry_job", kwargs=pk, get=NOT_THAT_WAY, post=only(302, *THEIRS)),
]
