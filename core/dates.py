"""Times and days as text. All arguments are already in the reader's time zone."""

from datetime import timedelta

from core.text import count_of


def format_time(at, now):
    """`at` as seen from `now`.

    "today, 09:12"; "Tue, 14:20" in the same week; "Tue 17 Nov, 16:40" in the same year;
    otherwise "17 Nov 2025".
    """
    clock = f"{at:%H:%M}"
    if near := _near_day(at.date(), now.date()):
        return f"{near}, {clock}"
    if _monday(at) == _monday(now):
        return f"{at:%a}, {clock}"
    if at.year == now.year:
        return f"{at:%a} {at.day} {at:%b}, {clock}"
    return f"{at.day} {at:%b} {at.year}"


def format_day(value, today):
    """ "Monday 16 November", with the year unless it is the current one."""
    return f"{value:%A} {value.day} {value:%B}{_year(value, today)}"


def format_short_day(value, today):
    """ "Fri 20 Nov", with the year unless it is the current one."""
    return f"{value:%a} {value.day} {value:%b}{_year(value, today)}"


def format_age(at, now):
    """ "just now", "12 min ago", "3 h ago", "4 days ago", "5 weeks ago"; in the future "in 3 days".

    Both arguments are datetimes, or both are dates.
    """
    seconds = (now - at).total_seconds()
    span = _span(abs(seconds))
    if span is None:
        return "just now"
    if seconds < 0:
        return f"in {span}"
    return f"{span} ago"


def _span(seconds):
    minutes = seconds // 60
    hours = seconds // 3600
    days = seconds // 86400
    if minutes < 1:
        return None
    if hours < 1:
        return f"{minutes:.0f} min"
    if days < 1:
        return f"{hours:.0f} h"
    for size, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size:
            return count_of(int(days // size), word)
    return count_of(int(days), "day")


def _near_day(value, today):
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get((value - today).days)


def _monday(at):
    return (at - timedelta(days=at.weekday())).date()


def _year(value, today):
    if value.year == today.year:
        return ""
    return f" {value.year}"
