"""How long a session lasts: so many hours without use, and so many days in all."""

from django.conf import settings

from core.text import count_of

BEGAN = "began"
SEEN = "seen"
TOUCH = 300  # seconds: a session is not written for every page that is looked at
HOUR = 3600
DAY = 24 * 3600


def begin(session, now):
    """`now` in seconds. Signing in begins both limits anew, also in a session that was there before."""
    session[BEGAN] = session[SEEN] = int(now)


def touch(session, now):
    """Note that a person did something."""
    if now - session.get(SEEN, 0) >= TOUCH:
        session[SEEN] = int(now)


def why_over(session, now):
    """The sentence for who is signed out by a limit; empty while neither is reached."""
    hours = settings.SESSION_IDLE_HOURS
    days = settings.SESSION_ABSOLUTE_DAYS
    if now - session.get(SEEN, now) >= hours * HOUR:
        return f"You were signed out after {spelled(hours)} without use."
    if now - session.get(BEGAN, now) >= days * DAY:
        return (
            f"You were signed out after {count_of(days, 'day')}: everybody signs in anew by then."
        )
    return ""


def spelled(hours):
    return count_of(hours, "hour") if hours % 24 else count_of(hours // 24, "day")
