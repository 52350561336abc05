"""Metrics of jobs."""

from jobs.queries import waiting_jobs

FIGURES = {
    "jobs_waiting": "Jobs that a worker could run now.",
    "jobs_oldest_seconds": "For how long the oldest of these has been waiting.",
}


def figures(now):
    waiting = waiting_jobs(now)
    return {
        "jobs_waiting": waiting.count,
        "jobs_oldest_seconds": waiting.age(now).total_seconds(),
    }
