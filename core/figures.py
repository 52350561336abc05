"""Shared parts of `/metrics`. An app adds its own metrics in `<app>.metrics`:

`FIGURES`, the help text of each by name, and `figures(now)`, the value of each or None if unknown.
"""


def seconds_since(time, now):
    """None for no time; never below zero."""
    if time is None:
        return None
    return max((now - time).total_seconds(), 0)
