"""Real threads on real connections: what happens when several people press at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from core.errors import CaseReviewError


def at_once(*calls):
    """Run `calls` together; each one's return value, or the error of ours that it met, in their order."""
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            return call()
        except CaseReviewError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def errors(results):
    return [result for result in results if isinstance(result, CaseReviewError)]
