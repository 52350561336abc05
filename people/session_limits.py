"""End sessions when idle, and after their maximum age."""

from django.conf import settings

from core.text import count_of

BEGAN = "began"
SEEN = "seen"
TOUCH_INTERVAL = 300  # seconds between writes of a session
HOUR = 3600
DAY = 24 * 3600


def begin(session, now):
    """Reset both limits at sign-in (`now` in seconds)."""
    session[BEGAN] = session[SEEN] = int(now)


def touch(session, now):
    """Note that the session was used."""
    if now - session.get(SEEN, 0) >= TOUCH_INTERVAL:
        session[SEEN] = int(now)


def why_over(session, now):
    """Why the session is over, as a sentence; empty if it is not."""
    hours = settings.SESSION_IDLE_HOURS
    days = settings.SESSION_ABSOLUTE_DAYS
    if now - session.get(SEEN, now) >= hours * HOUR:
        return f"You were signed out after {format_hours(hours)} without use."
    if now - session.get(BEGAN, now) >= days * DAY:
        period = count_of(days, "day")
        return f"You were signed out: everyone has to sign in again after {period}."
    return ""


def format_hours(hours):
    if hours % 24:
        return count_of(hours, "hour")
    return count_of(hours // 24, "day")
