from django.db import models


class Heartbeat(models.Model):
    """The latest heartbeat of each name: beat sends one a minute, a worker receives it.

    Backups and restore drills are recorded here too.
    """

    name = models.CharField(max_length=20, unique=True)
    sent_at = models.DateTimeField(help_text="By beat's clock.")
    received_at = models.DateTimeField(help_text="By the worker's clock.")

    def __str__(self):
        return self.name
