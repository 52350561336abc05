from django.contrib import admin
from django.utils import timezone

from audit.actions import record
from audit.models import Event


class AuditedAdmin(admin.ModelAdmin):
    """Every admin class of the product derives from this, so that what admins do is on the record too."""

    def log_addition(self, request, obj, message):
        record("admin added", obj, by=request.user, now=timezone.now())
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        fields = [
            name for entry in message if isinstance(entry, dict) for name in entry.get("changed", {}).get("fields", [])
        ]
        record("admin changed", obj, by=request.user, now=timezone.now(), fields=fields)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            record("admin deleted", obj, by=request.user, now=timezone.now())
        return super().log_deletions(request, queryset)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["at", "verb", "subject_label", "subject_id", "actor_id"]
    list_filter = ["verb", "subject_label"]
    search_fields = ["subject_id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
