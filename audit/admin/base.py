"""The base classes of every admin page: read-only, or writing through the product's actions."""

import re
from urllib.parse import unquote_plus

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from audit.queries import list_events, with_actors
from core.errors import CaseReviewError

EVENTS_A_PAGE = 50
YEAR = re.compile("[12][0-9]{3}")
OF_FILTERS = ("", "__exact", "__id__exact", "__isnull", "__isempty", "__gte", "__lt")
OF_DATE_HIERARCHIES = ("__year", "__month", "__day")


def is_valid_query(request):
    """Django itself fails on non-numeric row ids, impossible years and NUL."""
    rows = request.POST.getlist(ACTION_CHECKBOX_NAME)
    years = [value for name, value in request.GET.items() if "_year" in name]
    if "\0" in unquote_plus(request.META["QUERY_STRING"]):
        return False
    return all(map(str.isdecimal, rows)) and all(YEAR.fullmatch(year) for year in years)


class BaseAdmin(admin.ModelAdmin):
    """What both kinds of admin share: the look, and the audit trail as History."""

    empty_value_display = "–"
    list_per_page = 50
    save_on_top = False

    def changelist_view(self, request, extra_context=None):
        if not is_valid_query(request):
            raise BadRequest("The address or the selected rows cannot be read.")
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def lookup_allowed(self, lookup, value, request):
        """Only what a declared filter sends. Django also allows every lookup on the model's own
        fields, so a URL could ask about facts that no page shows, or fail in the database.
        """
        return lookup in self.filter_lookups(request)

    def filter_lookups(self, request):
        """The parameters of the declared filters, as they stand in the address."""
        lookups = set()
        for item in self.get_list_filter(request):
            if isinstance(item, type):
                lookups.add(item.parameter_name)
            else:
                field = item[0] if isinstance(item, tuple) else item
                lookups |= {f"{field}{ending}" for ending in OF_FILTERS}
        if self.date_hierarchy:
            lookups |= {f"{self.date_hierarchy}{ending}" for ending in OF_DATE_HIERARCHIES}
        return lookups

    def name_of(self, obj):
        """The name of an object on the page that asks for confirmation."""
        return str(obj)

    def get_actions(self, request):
        """Without Django's bulk delete: it would bypass the product's actions."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def history_view(self, request, object_id, extra_context=None):
        """Every event about the object, including those outside the admin."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(list_events(obj), EVENTS_A_PAGE).get_page(request.GET.get("p"))
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


class ReadOnlyAdmin(BaseAdmin):
    """The default: admins look here and change things on the product's own pages."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ActionAdmin(BaseAdmin):
    """Writes through the product's actions, which check the rule and write the audit event.

    A subclass gives the `reason` to write this in the admin, lists its actions in `goes_through`
    and overrides those of `add_row`, `change_row` and `delete_row` that it allows. When an action
    raises a `CaseReviewError`, nothing is saved and its sentence is shown above the form. Actions
    save many-to-many fields themselves.
    """

    reason = ""
    goes_through = ()

    def add_row(self, data, *, by, now):
        """Call the action that adds a row. `data` is the form's `cleaned_data`; return the row."""
        raise NotImplementedError

    def change_row(self, row, data, *, by, now):
        """Call the action that changes `row`, with its stored values, not the typed ones."""
        raise NotImplementedError

    def delete_row(self, row, *, by, now):
        """Call the action that deletes `row`."""
        raise NotImplementedError

    def overrides(self, name):
        return getattr(type(self), name) is not getattr(ActionAdmin, name)

    def has_add_permission(self, request):
        return self.overrides("add_row") and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.overrides("change_row") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.overrides("delete_row") and super().has_delete_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django saves in one transaction; if the action refuses, show the form again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except CaseReviewError as error:
            request.refusal = error.sentence
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", "")
        if refusal:
            return type(form.__name__, (RefusedFormMixin, form), {"refusal": refusal})
        return form

    def save_model(self, request, obj, form, change):
        by = request.user
        now = timezone.now()
        if change:
            row = self.get_queryset(request).get(pk=obj.pk)
            self.change_row(row, form.cleaned_data, by=by, now=now)
        else:
            obj.pk = self.add_row(form.cleaned_data, by=by, now=now).pk
        obj.refresh_from_db()

    def save_related(self, request, form, formsets, change):
        """Nothing: the action has written everything."""

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except CaseReviewError as error:
            messages.error(request, error.sentence)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return redirect(reverse(name, args=[object_id]))

    def delete_model(self, request, obj):
        self.delete_row(obj, by=request.user, now=timezone.now())


class RefusedFormMixin:
    """A form whose action refused: it shows the sentence as its error."""

    refusal = ""

    def clean(self):
        super().clean()
        self.add_error(None, self.refusal)
        return self.cleaned_data


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to an object as a plain table. Django's own table has empty headings."""

    template = "admin/edit_inline/readonly.html"
    extra = max_num = 0
    can_delete = False
