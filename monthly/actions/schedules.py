from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from monthly.models import Schedule
from monthly.rules import can_change_settings


@transaction.atomic
def change_schedule(*, opening_workdays, by, now):
    """Set on which of the last working days months open, for the whole organisation.

    Months that are open stay as they are. Raises `NotAllowed` for anyone but coordinators.
    """
    if not can_change_settings(by):
        raise NotAllowed("Only coordinators can change when months open.")
    schedule, _ = Schedule.objects.select_for_update().get_or_create(only=True)
    before = schedule.opening_workdays
    if before == opening_workdays:
        return
    schedule.opening_workdays = opening_workdays
    schedule.save(update_fields=["opening_workdays"])
    record("opening day changed", schedule, by=by, now=now, before=before, after=opening_workdays)
