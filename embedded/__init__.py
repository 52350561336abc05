"""`python -m embedded CMD...`: a private Postgres and a private Valkey around any command.

If DATABASE_URL or REDIS_URL is unset, a server of that kind runs as long as the command; a URL that
is set is used as it is, so production never reaches this code. Nothing in here imports Django.
"""


class LauncherError(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do."""
