from django.db import models


class Heartbeat(models.Model):
    """A sign of life of the machinery, the newest of each name: what beat sent every minute and a worker received.

    Backups and restore drills are noted here too, for the same eyes.
    """

    name = models.CharField(max_length=20, unique=True)
    sent_at = models.DateTimeField(help_text="By beat's clock.")
    received_at = models.DateTimeField(help_text="By the worker's clock.")

    def __str__(self):
        return self.name
