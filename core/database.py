"""How long the database may take, and which of its errors mean "try again" and not "there is a bug"."""

from django.db import Error, InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError)  # gone, restarting, full; a statement stopped; a deadlock
AWAY_TOO = {
    "25P03",
    "25006",
}  # an idle transaction was ended; a stand-by that only reads: Django sees InternalError
LATER, NOW = 5, 1  # seconds after which to try again
AT_ONCE = "Two people changed the same thing at once, and your change was undone. Nothing was half saved: try again."
CAUSES = {
    "57014": (
        "This took longer than a page may take, so it was stopped. Nothing was half saved.",
        LATER,
    ),
    "55P03": (
        "Somebody else is changing the same thing and did not finish in time. Nothing was half saved.",
        LATER,
    ),
    "40P01": (AT_ONCE, NOW),
    "40001": (AT_ONCE, NOW),
}
SILENT = ("The database does not answer right now. Nothing was half saved.", LATER)


def is_unavailable(error):
    """Whether the same request would do in a moment."""
    return isinstance(error, AWAY) or (isinstance(error, Error) and sqlstate_of(error) in AWAY_TOO)


def is_unreachable(error):
    """Whether no other statement would do either: neither a time limit nor a conflict of this one."""
    return is_unavailable(error) and sqlstate_of(error) not in CAUSES


def sqlstate_of(error):
    """The five characters by which Postgres names an error; empty where there was no answer at all."""
    return getattr(error.__cause__, "pgcode", None) or ""


def explain(error):
    """A sentence for a person, and the seconds after which to try again."""
    return CAUSES.get(sqlstate_of(error), SILENT)


def set_timeouts(database, limits):
    """Let each new connection of this process know its limits, by name and time as in `{"lock_timeout": "5s"}`.

    The web and the worker do so when they start. Commands do not: a migration must not be cut off.
    """
    options = database.setdefault("OPTIONS", {})
    given = options.get("options", "")
    options["options"] = " ".join(
        [given, *(f"-c {name}={time}" for name, time in limits.items())]
    ).strip()
