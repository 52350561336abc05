"""The append-only audit trail. Database triggers refuse UPDATE, DELETE and TRUNCATE."""

from django.db import models

WORDS = {None: "none", True: "yes", False: "no"}


class EventQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk)


class Event(models.Model):
    """Who did what to which object. No foreign keys, so that the event outlives both."""

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
    def summary(self):
        """The facts in one line. They are ids, states and counts, so nothing in it is private."""
        facts = [
            f"{name.replace('_', ' ')} {format_fact(value)}"
            for name, value in self.facts.items()
            if value != ""
        ]
        return ", ".join(facts)


def format_fact(value):
    """A fact as text. A dictionary holds changes: [old, new] by field, shown with an arrow."""
    if isinstance(value, dict):
        return ", ".join(format_change(field, values) for field, values in value.items())
    if isinstance(value, list):
        return " and ".join(map(format_fact, value)) or "none"
    if value is None or isinstance(value, bool):
        return WORDS[value]
    return str(value)


def format_change(field, values):
    if not isinstance(values, list):
        values = [values]
    return f"{field.replace('_', ' ')} {' → '.join(map(format_fact, values))}"
