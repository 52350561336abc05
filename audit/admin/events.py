from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from audit.admin.base import ReadOnlyAdmin
from audit.models import Event
from audit.queries import actors_by_name, events_for, found_events, subject_labels
from core.ids import read_id


class ActorFilter(admin.SimpleListFilter):
    title = "who"
    parameter_name = "actor"

    def lookups(self, request, model_admin):
        return actors_by_name()

    def queryset(self, request, queryset):
        actor = read_id(
            str(self.value() or "")
        )  # a number, where Django counts the rows of each choice
        return queryset if actor is None else queryset.filter(actor_id=actor)


class SubjectFilter(admin.SimpleListFilter):
    title = "what it is about"
    parameter_name = "about"

    def lookups(self, request, model_admin):
        return [(label, kind_of(label)) for label in subject_labels()]

    def queryset(self, request, queryset):
        return queryset.filter(subject_label=self.value()) if self.value() else queryset


def kind_of(label):
    """What the product calls things of this label; one that it knows no more goes by its old name."""
    app, _, name = label.partition(".")
    known = apps.all_models.get(app, {}).get(name)
    return str(known._meta.verbose_name) if known else name


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The trail of everything that was done, but for what the reader may not see the subject of."""

    list_display = ["at", "who", "verb", "about", "details"]
    list_display_links = ["at"]
    list_filter = [SubjectFilter, ActorFilter, "verb"]
    date_hierarchy = "at"
    search_fields = ["subject_id"]  # makes the box appear; what it finds is said below
    search_help_text = "A name or e-mail address (done by or to that person), a kind of thing, an id, or both: “case 41”."
    fields = readonly_fields = ["at", "who", "verb", "about", "details"]
    show_full_result_count = False
    sortable_by = ["at"]

    def get_queryset(self, request):
        return events_for(request.user, self.admin_site._registry)

    def get_search_results(self, request, queryset, search_term):
        return found_events(queryset, search_term), False

    @admin.display(description="who")
    def who(self, event):
        return event.actor_name or None

    @admin.display(description="about")
    def about(self, event):
        words = f"{kind_of(event.subject_label)} {event.subject_id}"
        try:
            address = reverse(
                f"admin:{event.subject_label.replace('.', '_')}_change", args=[event.subject_id]
            )
        except NoReverseMatch:
            return words
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description="details")
    def details(self, event):
        return event.told or None
