from django import forms
from django.contrib import admin

from audit.admin import AuditedAdmin
from core.workdays import country_choices
from people.models import Absence, Membership, Organisation, Team
from people.models.user import validate_time_zone


class PlaceForm(forms.ModelForm):
    """Where something is: a zone that exists, and a country whose holidays are known."""

    country = forms.ChoiceField(required=False, help_text="For public holidays; empty for none.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            self.fields["country"].choices = [("", "–"), *country_choices()]

    def clean_time_zone(self):
        validate_time_zone(self.cleaned_data["time_zone"])
        return self.cleaned_data["time_zone"]


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    form = PlaceForm
    list_display = ["name", "time_zone", "country"]
    search_fields = ["name"]

    def has_add_permission(self, request):
        """Set-up makes the one there is."""
        return False


@admin.register(Team)
class TeamAdmin(AuditedAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    may_delete = True

    def has_delete_permission(self, request, obj=None):
        """Who was in which team when is kept, so only a team that never had anybody goes."""
        return super().has_delete_permission(request, obj) and not (
            obj and obj.memberships.exists()
        )


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    """Places are ended by a last day, never deleted."""

    list_display = ["user", "team", "role", "manager", "is_primary", "first_day", "last_day"]
    list_filter = ["team", "role", "is_primary", ("last_day", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "team", "manager"]
    date_hierarchy = "first_day"
    search_fields = ["user__name", "user__email", "team__name"]
    search_help_text = "A person or a team."
    autocomplete_fields = ["user", "team", "manager"]
    fieldsets = [
        (None, {"fields": ["user", "team", "role", "manager"]}),
        ("When", {"fields": ["is_primary", "first_day", "last_day"]}),
    ]


@admin.register(Absence)
class AbsenceAdmin(AuditedAdmin):
    list_display = ["user", "first_day", "last_day"]
    list_select_related = ["user"]
    date_hierarchy = "first_day"
    list_filter = ["user__memberships__team"]
    search_fields = ["user__name", "user__email"]
    search_help_text = "A person."
    autocomplete_fields = ["user"]
    may_delete = True
