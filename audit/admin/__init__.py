from audit.admin.base import NATIVE, ActionAdmin, AuditedAdmin, ReadOnlyAdmin, ReadOnlyInline
from audit.admin.bulk import confirmed
from audit.admin.events import EventAdmin

__all__ = [
    "NATIVE",
    "ActionAdmin",
    "AuditedAdmin",
    "EventAdmin",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "confirmed",
]
