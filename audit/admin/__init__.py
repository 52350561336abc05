from audit.admin.base import ActionAdmin, ReadOnlyAdmin, ReadOnlyInline
from audit.admin.bulk import confirmed
from audit.admin.events import EventAdmin

__all__ = [
    "ActionAdmin",
    "EventAdmin",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "confirmed",
]
