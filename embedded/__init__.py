"""`python -m embedded CMD...`: a private Postgres and a private Valkey around any command.

Whichever of DATABASE_URL and REDIS_URL is unset gets a server of its own for as long as the command runs; one that is
set is used as it is, so production never reaches this code. Nothing in here imports Django.
"""


class LauncherError(Exception):
    """A sentence for the person at the terminal: what is wrong and how to get out of it."""
