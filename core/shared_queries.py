"""Cache query results that several parts of a page need.

Outside of `share_queries()` every call asks the database, so nothing goes stale.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_results = ContextVar("results", default=None)


@contextmanager
def share_queries():
    """Until the block ends, a `shared_query` with the same arguments is run once."""
    token = _results.set({})
    try:
        yield
    finally:
        _results.reset(token)


def shared_query(query):
    """Decorate a query that returns rows, not a queryset. Its arguments must be hashable."""

    @wraps(query)
    def shared(*args):
        results = _results.get()
        if results is None:
            return query(*args)
        key = (query, args)
        if key not in results:
            results[key] = query(*args)
        return results[key]

    return shared
