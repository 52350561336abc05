from audit.admin.base import AuditedAdmin, ReadOnlyAdmin
from audit.admin.bulk import confirmed
from audit.admin.events import EventAdmin

__all__ = ["AuditedAdmin", "EventAdmin", "ReadOnlyAdmin", "confirmed"]
