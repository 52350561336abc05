"""How many queries a screen may cost, session and person included."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.app_config import find_contributions
from notifications.queries import inbox

BUDGET = 12
MY_WEEK = 16  # with meetings, planned days, reviews shared with you and second opinions
EXCEPTIONS = {
    "draw": (
        14,
        "who is away, and while somebody looks for a reviewer their offers and their pool",
    ),
    "monthly_validate": (
        20,
        "the first opening is recorded under a lock, which ends recalling; 12 from then on",
    ),
    "notice_preview": (
        18,
        "a whole day in one mail: the subjects of up to six kinds of notices; 12 for any one kind",
    ),
    "opinion": (
        20,
        "the first opening is recorded and marks the notice as read; 12 from then on",
    ),
    "pool": (
        13,
        "while Slack is connected: the news of the pool's channel; 12 otherwise",
    ),
    "repair": (15, "what it would change is tried with all that a draw freezes"),
    "redraw": (14, "what it can change is tried with all that a draw freezes"),
    "review": (
        22,
        "the first opening is recorded under a lock and marks the notice as read; 12 from then on, "
        "and 14 with second opinions and changed answers",
    ),
}


def limit_of(name, user=None):
    """The most queries that the screen of this URL name may cost, as `user` sees it."""
    if name in GROWING:
        return GROWING[name](user)
    return EXCEPTIONS.get(name, (BUDGET,))[0]


def my_week_limit(user):
    """`MY_WEEK`, and 1 for each app that puts rows into it; what people look after comes on top."""
    limit = MY_WEEK + len(list(find_contributions("queries", "due_for")))
    if user is None:
        return limit
    pools = 4 if user.is_coordinator or user.pools_led.exists() else 0
    programme = 6 if user.is_coordinator else 0  # people, invitations and imports
    return limit + pools + programme


def case_limit(user):
    """8, and 2 for each app that has a panel on it; managers may invite a reviewer."""
    invites = 1 if user is not None and user.is_or_was_manager else 0
    return 8 + 2 * len(list(find_contributions("queries", "on_case"))) + invites


def inbox_limit(user):
    """6, and 1 for each kind of notice on its first page."""
    if user is None:
        return 6
    days, _ = inbox(user)
    return 6 + len({notice.kind for _, notices in days for notice in notices})


GROWING = {"my_week": my_week_limit, "case": case_limit, "inbox": inbox_limit}


@contextmanager
def within_budget(name, user=None):
    """`with within_budget("draws"): client.get("/draws/")`"""
    limit = limit_of(name, user)
    with CaptureQueriesContext(connection) as queries:
        yield queries
    assert len(queries) <= limit, "\n".join(query["sql"] for query in queries)
