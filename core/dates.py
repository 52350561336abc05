"""How a moment or a day reads in a sentence. Everything here gets times already in the reader's zone."""

from datetime import date, datetime, timedelta


def format_time(at, now):
    """`at` as one says it on `now`: "today, 09:12", "Tue, 14:20" this week, "Tue 17 Nov, 16:40", else "17 Nov 2025"."""
    clock = f"{at:%H:%M}"
    if near := _near_day(at.date(), now.date()):
        return f"{near}, {clock}"
    if _monday(at) == _monday(now):
        return f"{at:%a}, {clock}"
    if at.year == now.year:
        return f"{at:%a} {at.day} {at:%b}, {clock}"
    return f"{at.day} {at:%b} {at.year}"


def format_day(value, today):
    """ "Monday 16 November", with the year only when it is not this one."""
    return f"{value:%A} {value.day} {value:%B}{_year(value, today)}"


def format_short_day(value, today):
    """ "Fri 20 Nov", with the year only when it is not this one."""
    return f"{value:%a} {value.day} {value:%b}{_year(value, today)}"


def format_age(at, now):
    """ "just now", "12 min ago", "3 h ago", "4 days ago", "5 weeks ago"; the future reads "in 3 days"."""
    if isinstance(at, date) and not isinstance(at, datetime):
        at, now = datetime(at.year, at.month, at.day), datetime(now.year, now.month, now.day)  # noqa: DTZ001  whole days
    seconds = (now - at).total_seconds()
    span = _span(abs(seconds))
    if span is None:
        return "just now"
    return f"in {span}" if seconds < 0 else f"{span} ago"


def _span(seconds):
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 1:
        return None
    if hours < 1:
        return f"{minutes:.0f} min"
    if days < 1:
        return f"{hours:.0f} h"
    for size, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size:
            return _counted(days // size, word)
    return _counted(days, "day")


def _counted(number, word):
    return f"{number:.0f} {word}{'' if number == 1 else 's'}"


def _near_day(value, today):
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get((value - today).days)


def _monday(at):
    return (at - timedelta(days=at.weekday())).date()


def _year(value, today):
    return "" if value.year == today.year else f" {value.year}"
