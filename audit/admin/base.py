"""What every admin class of the product derives from."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.template.response import TemplateResponse
from django.utils import timezone

from audit.actions import record
from audit.admin.pickers import Picker, PickerOfMany
from audit.queries import events_about, with_actors

EVENTS_A_PAGE = 50
YEAR = re.compile("[12][0-9]{3}")
# The browser's own fields for days and moments: they have names, keys and a calendar everywhere.
NATIVE = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"
        ),
    },
}


def is_answerable(request):
    """Django itself breaks at a chosen row that is no number, and at a year that no calendar has."""
    rows = request.POST.getlist(ACTION_CHECKBOX_NAME)
    years = [value for name, value in request.GET.items() if "_year" in name]
    return all(map(str.isdecimal, rows)) and all(YEAR.fullmatch(year) for year in years)


class AuditedAdmin(admin.ModelAdmin):
    """What admins do is on the record too, and History shows that record.

    Nothing is deleted unless the class says `may_delete`, and never many at once: what people did stays readable.
    """

    empty_value_display = "–"
    formfield_overrides = NATIVE
    list_per_page = 50
    save_on_top = False
    may_delete = False

    def changelist_view(self, request, extra_context=None):
        if not is_answerable(request):
            raise BadRequest("Rows are chosen by their number, and years have four digits.")
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def name_of(self, obj):
        """What an object is called on the page that asks before something happens to it."""
        return str(obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Picker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickerOfMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return self.may_delete and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name != "delete_selected"
        }

    def log_addition(self, request, obj, message):
        record("admin added", obj, by=request.user, now=timezone.now())
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        fields = [
            name
            for entry in message
            if isinstance(entry, dict)
            for name in entry.get("changed", {}).get("fields", [])
        ]
        record("admin changed", obj, by=request.user, now=timezone.now(), fields=fields)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            record("admin deleted", obj, by=request.user, now=timezone.now())
        return super().log_deletions(request, queryset)

    def history_view(self, request, object_id, extra_context=None):
        """Every event about the object, and not only those of admins."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(events_about(obj), EVENTS_A_PAGE).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": f"History of {obj}",
            "object": obj,
            "opts": self.opts,
            "page": page,
            "events": with_actors(page.object_list),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, "admin/object_history.html", context | (extra_context or {})
        )


class ReadOnlyAdmin(AuditedAdmin):
    """What only the product's own actions write; admins look."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to an object, as a plain table. Django's own has headings without words."""

    template = "admin/edit_inline/readonly.html"
    extra = max_num = 0
    can_delete = False
