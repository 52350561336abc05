"""Django's `migrate`, safe for several containers at once and while pages are served."""

import time
from contextlib import contextmanager

from django.core.management.commands import migrate
from django.db import OperationalError, connection

from core.database import sqlstate_of
from core.locks import advisory_lock

LOCK = "casereview.migrate"
PATIENCE = "5s"  # for the lock on a table: everybody else queues behind whoever waits
TRIES = 30
PAUSE = 1  # a migration happens whole or not at all, so it may be tried again
TAKEN = "55P03"


class Command(migrate.Command):
    def handle(self, *args, **options):
        with advisory_lock(LOCK), patience(PATIENCE):
            for left in reversed(range(TRIES)):
                if self.is_through(args, options, left):
                    return
                time.sleep(PAUSE)

    def is_through(self, args, options, left):
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if sqlstate_of(error) != TAKEN or not left:
                raise
            self.stderr.write("A table is in use; trying again.")
            return False
        return True


@contextmanager
def patience(time):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [time])
        yield
        cursor.execute("RESET lock_timeout")
