from django.db import models


class Heartbeat(models.Model):
    """A sign of life of the machinery: beat sent it, a worker received it. One row, overwritten every minute."""

    name = models.CharField(max_length=20, unique=True)
    sent_at = models.DateTimeField(help_text="By beat's clock.")
    received_at = models.DateTimeField(help_text="By the worker's clock.")

    def __str__(self):
        return self.name
