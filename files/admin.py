from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from files.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """What is kept, not its content: that is for those whom the app of the file lets fetch it."""

    list_display = ["name", "kind", "size", "media_type", "by", "created_at", "keep_until"]
    list_filter = ["kind", "media_type"]
    list_select_related = ["by"]
    date_hierarchy = "created_at"
    search_fields = ["name", "digest", "by__name"]
    search_help_text = "A name, a digest, or who gave it."
    exclude = ["content"]
