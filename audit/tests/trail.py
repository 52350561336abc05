"""The audit events of a subject."""

from audit.models import Event


def verbs(subject):
    """The verbs of its events, the newest first."""
    return list(Event.objects.about(subject).values_list("verb", flat=True))


def facts(subject):
    """The facts of its newest event."""
    return Event.objects.about(subject).first().facts
