"""Exclusions and busy weeks of the demo's pool."""

from datetime import timedelta

from core.demo.days import ZONE
from core.weeks import WEEK, local_datetime
from pairing.actions import add_exclusion, take_busy_week
from pairing.states import Strength

HOUSEHOLD = ("jo.whitaker", "cai.morgan")
MENTOR = "eli.novak"
MENTEE = "kemi.adeyemi"
MENTORED = 26 * WEEK
BUSY = (("fumi.tanaka", -5), ("gus.pereira", 1))  # weeks relative to the current cycle


def make_rules(pool, people, *, by, start, joined):
    """Jo and Cai from the first draw on; Eli and Kemi for half a year after Kemi joined."""
    first, second = (people[login] for login in HOUSEHOLD)
    reason = "They share a household."
    add_exclusion(
        pool, first=first, second=second, strength=Strength.HARD, reason=reason, by=by, now=start
    )
    add_exclusion(
        pool,
        first=people[MENTOR],
        second=people[MENTEE],
        strength=Strength.SOFT,
        is_symmetric=False,
        until=joined + MENTORED,
        reason="Eli mentors Kemi and reads the cases anyway.",
        by=by,
        now=local_datetime(joined, 9, ZONE) - timedelta(days=3),
    )


def make_busy_weeks(pool, people, days):
    for login, week in BUSY:
        monday = days.monday + week * WEEK
        now = min(local_datetime(monday, 15, ZONE) - timedelta(days=4), days.ago(hours=1))
        take_busy_week(pool, monday, by=people[login], now=now)
