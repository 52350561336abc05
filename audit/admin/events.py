from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from audit.admin.base import ReadOnlyAdmin
from audit.models import Event
from audit.queries import (
    list_actors,
    list_subject_labels,
    list_visible_events,
    search_events,
)


class ActorFilter(admin.SimpleListFilter):
    title = "who"
    parameter_name = "actor"

    def lookups(self, request, model_admin):
        return list_actors()

    def queryset(self, request, queryset):
        actor = str(self.value() or "")  # Django passes a number when it counts the facets
        return queryset.filter(actor_id=actor) if actor.isdecimal() else queryset


class SubjectFilter(admin.SimpleListFilter):
    title = "what it is about"
    parameter_name = "about"

    def lookups(self, request, model_admin):
        return [(label, model_name(label)) for label in list_subject_labels()]

    def queryset(self, request, queryset):
        return queryset.filter(subject_label=self.value()) if self.value() else queryset


def model_name(label):
    """The verbose name of the model with this label; its plain name if it no longer exists."""
    app, _, name = label.partition(".")
    model = apps.all_models.get(app, {}).get(name)
    return str(model._meta.verbose_name) if model else name


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The whole audit trail, without events about objects that the reader may not see."""

    list_display = ["at", "who", "verb", "about", "details"]
    list_display_links = ["at"]
    list_filter = [SubjectFilter, ActorFilter, "verb"]
    date_hierarchy = "at"
    search_fields = ["subject_id"]  # shows the box; see `get_search_results`
    search_help_text = (
        "A name or e-mail address (done by or to that person), a type of object, an id, or both: "
        "“case 41”."
    )
    fields = readonly_fields = ["at", "who", "verb", "about", "details"]
    show_full_result_count = False
    sortable_by = ["at"]

    def get_queryset(self, request):
        return list_visible_events(request.user, self.admin_site._registry)

    def get_search_results(self, request, queryset, search_term):
        return search_events(queryset, search_term), False

    @admin.display(description="who")
    def who(self, event):
        return event.actor_name or None

    @admin.display(description="about")
    def about(self, event):
        subject = f"{model_name(event.subject_label)} {event.subject_id}"
        url_name = f"admin:{event.subject_label.replace('.', '_')}_change"
        try:
            url = reverse(url_name, args=[event.subject_id])
        except NoReverseMatch:
            return subject
        return format_html('<a href="{}">{}</a>', url, subject)

    @admin.display(description="details")
    def details(self, event):
        return event.summary or None
