from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Read-only; cancel and retry are on the job's own page."""

    list_display = ["title", "kind", "state", "done", "total", "by", "created_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    date_hierarchy = "created_at"
    search_fields = ["title", "by__name"]
    search_help_text = "A title, or who started it."
