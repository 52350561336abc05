from audit.admin.base import NATIVE, AuditedAdmin, ReadOnlyAdmin, ReadOnlyInline
from audit.admin.bulk import confirmed
from audit.admin.events import EventAdmin

__all__ = ["NATIVE", "AuditedAdmin", "EventAdmin", "ReadOnlyAdmin", "ReadOnlyInline", "confirmed"]
