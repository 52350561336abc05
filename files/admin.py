from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from files.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Metadata only. The app that owns a file decides who may download its content."""

    list_display = ["name", "kind", "size", "media_type", "by", "created_at", "keep_until"]
    list_filter = ["kind", "media_type"]
    list_select_related = ["by"]
    date_hierarchy = "created_at"
    search_fields = ["name", "digest", "by__name"]
    search_help_text = "A name, a digest, or who uploaded it."
    exclude = ["content"]
