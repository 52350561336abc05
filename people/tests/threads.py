from core.errors import CaseReviewError
from core.tests.threads import together


def at_once(*calls):
    """Run `calls` together; each one's return value or the error of ours that it met. Any other error is raised."""
    results = together(*calls)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, CaseReviewError):
            raise result
    return results


def errors(results):
    return [result for result in results if isinstance(result, CaseReviewError)]
