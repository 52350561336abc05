from django.contrib import admin

from audit.admin import ReadOnlyAdmin, ReadOnlyInline
from rubrics.models import Criterion, Rubric, RubricVersion


class VersionInline(ReadOnlyInline):
    model = RubricVersion
    fields = readonly_fields = ["number", "published_at", "saved_at", "saved_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("rubric", "saved_by")


class CriterionInline(ReadOnlyInline):
    model = Criterion
    fields = readonly_fields = ["position", "title", "self_title", "guidance", "allows_na"]


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    """Rubrics are edited on their own pages; published versions never change."""

    list_display = ["name", "revision", "archived_at"]
    list_filter = [("archived_at", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    inlines = [VersionInline]


@admin.register(RubricVersion)
class RubricVersionAdmin(ReadOnlyAdmin):
    list_display = ["rubric", "number", "published_at", "saved_by"]
    list_filter = [("published_at", admin.EmptyFieldListFilter), "rubric"]
    list_select_related = ["rubric", "saved_by"]
    search_fields = ["rubric__name"]
    inlines = [CriterionInline]
