"""How many queries a screen may cost, session and person included."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

BUDGET = 12
EXCEPTIONS = {
    "case": (14, "composed of the panels of the upper apps: 8 queries and 2 for each panel"),
    "draw": (
        14,
        "while somebody looks for a reviewer: their offers, and whom the rules let volunteer; 12 otherwise",
    ),
    "notice_preview": (
        18,
        "a whole day in one mail: the subjects of up to six kinds of notices; 12 for any one kind",
    ),
    "review": (
        14,
        "the first opening is noted, once a person: an update and an event; 12 from then on",
    ),
}


def limit_of(name):
    """The most queries that the screen of this URL name may cost."""
    return EXCEPTIONS.get(name, (BUDGET,))[0]


@contextmanager
def within_budget(name):
    """`with within_budget("inbox"): client.get("/inbox/")`"""
    with CaptureQueriesContext(connection) as queries:
        yield queries
    assert len(queries) <= limit_of(name), "\n".join(query["sql"] for query in queries)
