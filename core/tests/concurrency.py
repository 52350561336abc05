"""Races with real threads: each has its own connection, and all begin at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from core.errors import CaseReviewError


def run_together(*calls):
    """Run `calls` at the same moment; returns each one's result or error of ours, in their order.

    Any other error is raised here.
    """
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except CaseReviewError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def run_elsewhere(call):
    """What `call` returns in another database session."""
    return run_together(call)[0]


def errors_of(results):
    """Those of the results that are errors."""
    return [result for result in results if isinstance(result, CaseReviewError)]
