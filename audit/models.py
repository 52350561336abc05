"""The append-only record of who did what. A database trigger refuses UPDATE and DELETE."""

from django.db import models


class EventQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk)


class Event(models.Model):
    """Actor and subject are kept without foreign keys, so that the record outlives both."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_label", "subject_id", "-at"], name="audit_event_subject")
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_label} {self.subject_id}"

    @property
    def told(self):
        """The facts in one line: ids, states and counts, so nothing private is in it."""
        return ", ".join(
            f"{name.replace('_', ' ')} {in_words(value)}"
            for name, value in self.facts.items()
            if value != ""
        )


def in_words(value):
    """A fact as one reads it; a change (old and new by name) with an arrow."""
    if isinstance(value, dict):
        pairs = [
            (name.replace("_", " "), one if isinstance(one, list) else [one])
            for name, one in value.items()
        ]
        return ", ".join(f"{name} {' → '.join(map(in_words, change))}" for name, change in pairs)
    if isinstance(value, list):
        return " and ".join(map(in_words, value)) or "none"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return str(value)
