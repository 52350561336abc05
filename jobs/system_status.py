"""Whether a worker runs the jobs."""

from datetime import timedelta

from core.status_lines import BAD, Part, judged, span
from core.text import count_of
from jobs.queries import waiting_jobs

PROMPT = timedelta(minutes=5)
NO_WORKER = "Start their worker (celery -A casereview worker -Q jobs): imports wait for it."


def status_parts(request, now):
    waiting = waiting_jobs(now)
    age = waiting.age(now)
    text = "Nothing waiting"
    if waiting.count:
        text = f"{count_of(waiting.count, 'job')} to run, the oldest for {span(age)}"
    line = judged(age < PROMPT, "Jobs", text, NO_WORKER, BAD)
    return [Part("Long work", (line,), order=15)]
