"""Database time limits, and which database errors mean "try again" rather than a bug."""

from django.db import Error, InterfaceError, OperationalError

# Gone, restarting or full; a statement timed out; a deadlock.
UNAVAILABLE_ERRORS = (OperationalError, InterfaceError)
# An idle transaction was ended; a read-only standby. Django raises InternalError for both.
UNAVAILABLE_STATES = {"25P03", "25006"}
RETRY_LATER = 5  # seconds
RETRY_NOW = 1
CONFLICT = (
    "Two people changed the same thing at once, and your change was undone. "
    "Nothing was partly saved: try again."
)
EXPLANATIONS = {
    "57014": (
        "This took too long, so it was stopped. Nothing was partly saved.",
        RETRY_LATER,
    ),
    "55P03": (
        "Somebody else is changing the same thing and did not finish in time. "
        "Nothing was partly saved.",
        RETRY_LATER,
    ),
    "40P01": (CONFLICT, RETRY_NOW),
    "40001": (CONFLICT, RETRY_NOW),
}
NO_ANSWER = ("The database is not answering right now. Nothing was partly saved.", RETRY_LATER)


def is_unavailable(error):
    """Whether the same request may work if sent again soon."""
    if isinstance(error, UNAVAILABLE_ERRORS):
        return True
    return isinstance(error, Error) and sqlstate_of(error) in UNAVAILABLE_STATES


def is_unreachable(error):
    """Whether any other statement would fail, too: this one hit no timeout and no conflict."""
    return is_unavailable(error) and sqlstate_of(error) not in EXPLANATIONS


def sqlstate_of(error):
    """The five-character code of a Postgres error; "" if Postgres did not answer at all."""
    return getattr(error.__cause__, "pgcode", None) or ""


def explain(error):
    """A sentence for the person, and the seconds after which to try again."""
    return EXPLANATIONS.get(sqlstate_of(error), NO_ANSWER)


def set_timeouts(database, timeouts):
    """Give each new connection of this process its timeouts, as in `{"lock_timeout": "5s"}`.

    Web and worker call this when they start. Commands do not: a migration must not be cut off.
    """
    options = database.setdefault("OPTIONS", {})
    flags = [options.get("options", "")]
    flags += [f"-c {name}={time}" for name, time in timeouts.items()]
    options["options"] = " ".join(flags).strip()
