from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from casereview.models import Heartbeat


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ["name", "sent_at", "received_at"]
    search_fields = ["name"]
