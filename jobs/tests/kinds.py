"""Kinds of jobs for tests."""

from jobs.registry import JobFailed, JobKind


class CountJob(JobKind):
    """Counts to `payload["total"]`, one a step; `at` calls a function at a number."""

    kind = "tests.count"
    unit = "numbers"
    crumbs = (("Cases", "cases"), ("Import", "cases_import"))
    at = {}
    prepared = 0

    def prepare(self):
        type(self).prepared += 1
        self.job.total = self.job.payload.get("total", 3)

    def step(self, *, now):
        number = self.job.cursor.get("next", 0)
        if number in self.at:
            self.at[number](self.job)
        self.job.cursor = {"next": number + 1}
        self.job.done = number + 1
        self.job.result = {"sum": sum(range(number + 2))}
        return self.job.done == self.job.total

    @classmethod
    def result_url(cls, job):
        return "/cases/" if job.payload.get("has_page") else ""


def fail_with(error):
    def fail(job):
        raise error

    return fail


UNREADABLE = fail_with(JobFailed("The file cannot be read."))
BUSY = fail_with(JobFailed("The helpdesk is busy.", is_final=False))
BROKEN = fail_with(ZeroDivisionError("oh"))
