"""Every kind of job, registered by name through each app's `jobs.py`."""

from datetime import timedelta

KINDS = {}
LEASE = timedelta(minutes=2)


class JobFailed(Exception):
    """The work cannot be done. Carries one sentence for the person who started it.

    With `is_final` another try would fail in the same way, so none is offered.
    """

    def __init__(self, sentence, *, is_final=True):
        super().__init__(sentence)
        self.is_final = is_final


class JobKind:
    """One kind of long work, done in steps; the job's cursor says where the next one starts.

    A worker makes one object of it for each slice: `prepare` reads what the steps need, outside any
    transaction, and `step` does one piece of at most a few seconds in a transaction of its own.
    The progress is saved with the step, so a step that was lost is done again and one that was
    saved is not. Either may raise JobFailed.
    """

    kind = ""
    unit = "rows"
    again_label = "Start over"
    preparing = "Running"  # what the page says until the total is known
    crumbs = ()  # (label, URL name) of the pages above the page of such a job

    def __init__(self, job):
        self.job = job

    def prepare(self):
        """Read what every step of a slice needs. It is called again in the next slice."""

    def step(self, *, now):
        """Do one piece; set `job.cursor`, `job.done`, `job.total`. True when nothing is left.

        The last step may set `job.result`.
        """
        raise NotImplementedError

    @classmethod
    def lease(cls, job):
        """For how long a worker has the job without a word: longer than any step takes."""
        return LEASE

    @classmethod
    def result_url(cls, job):
        """Where the result of a finished job is shown, or "" where its own page is enough."""
        return ""

    @classmethod
    def again_url(cls, job):
        """The page to start over from after a failure that a retry cannot fix, or ""."""
        return ""


def register(cls):
    if cls.kind in KINDS:
        raise ValueError(f"two kinds of jobs are called {cls.kind}")
    KINDS[cls.kind] = cls
    return cls


def kind_of(job):
    """The class for `job`; a bare JobKind for a kind that a former version registered."""
    return KINDS.get(job.kind, JobKind)
