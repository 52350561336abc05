"""The audit trail of the demo, collected while the world is built and written at once.

Running 600 cases and 130 reviews through the actions would take minutes, so the demo writes rows
directly; verbs and facts are those of the actions.
"""

from django.core.management import call_command
from django.db import connection, transaction

from audit.models import Event

SWITCH = "ALTER TABLE audit_event {} TRIGGER audit_event_no_truncate"


def flush_database():
    """Empty all tables, the audit trail too, which refuses that to everything else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SWITCH.format("DISABLE"))
        call_command("flush", interactive=False, verbosity=0)
        cursor.execute(SWITCH.format("ENABLE"))


class AuditTrail:
    def __init__(self, system):
        self.system = system
        self.events = []

    def add(self, verb, subject, *, by, at, **facts):
        self.events.append(
            Event(
                at=at,
                actor_id=by.pk,
                verb=verb,
                subject_label=subject._meta.label_lower,
                subject_id=subject.pk,
                facts=facts,
            )
        )

    def write(self):
        Event.objects.bulk_create(sorted(self.events, key=lambda event: event.at), batch_size=2000)
        self.events = []
