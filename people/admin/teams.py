from django import forms
from django.contrib import admin
from django.urls import reverse

from audit.admin import ActionAdmin, ReadOnlyAdmin
from core.workdays import country_choices
from people.actions import change_organisation
from people.models import Absence, Membership, Organisation, Team


class OrganisationForm(forms.ModelForm):
    country = forms.ChoiceField(required=False, help_text="For public holidays; empty for none.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            self.fields["country"].choices = [("", "–"), *country_choices()]


@admin.register(Organisation)
class OrganisationAdmin(ActionAdmin):
    """Set-up creates the one organisation; there is never a second."""

    reason = "After set-up, no page in the product changes the organisation."
    goes_through = [change_organisation]
    form = OrganisationForm
    list_display = ["name", "time_zone", "country"]
    search_fields = ["name"]
    fields = ["name", "time_zone", "country"]

    def change_row(self, organisation, data, *, by, now):
        change_organisation(organisation, **data, by=by, now=now)


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    list_display = ["name"]
    search_fields = ["name"]

    def view_on_site(self, team):
        return reverse("team", args=[team.pk])


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "team", "role", "manager", "is_primary", "first_day", "last_day"]
    list_filter = ["team", "role", "is_primary", ("last_day", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "team", "manager"]
    date_hierarchy = "first_day"
    search_fields = ["user__name", "user__email", "team__name"]
    search_help_text = "A person or a team."
    fieldsets = [
        (None, {"fields": ["user", "team", "role", "manager"]}),
        ("When", {"fields": ["is_primary", "first_day", "last_day"]}),
    ]

    def view_on_site(self, membership):
        return reverse("person", args=[membership.user_id])


@admin.register(Absence)
class AbsenceAdmin(ReadOnlyAdmin):
    """People and their managers enter absences on the person's page."""

    list_display = ["user", "first_day", "last_day"]
    list_select_related = ["user"]
    date_hierarchy = "first_day"
    list_filter = ["user__memberships__team"]
    search_fields = ["user__name", "user__email"]
    search_help_text = "A person."
