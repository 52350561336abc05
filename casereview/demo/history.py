"""The audit trail of the demo, gathered while the world is told and written at once.

A world that is told afterwards does not go through the actions, as 600 cases and 130 reviews would take minutes; verbs
and facts are those of the actions.
"""

from audit.models import Event


class History:
    def __init__(self, system):
        self.system, self.events = system, []

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
