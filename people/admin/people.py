from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from audit.admin import AuditedAdmin, ReadOnlyAdmin, confirmed
from people.actions import deactivate_person, invite_person, reactivate_person, sign_out_everywhere
from people.models import User
from people.rules import can_deactivate, can_end_sessions, can_invite, can_reactivate

admin.site.unregister(Group)


class SmallLetters:
    """The e-mail address is the sign-in, and kept in small letters."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class PersonAddForm(SmallLetters, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class PersonChangeForm(SmallLetters, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        widgets = {"external_ids": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def clean_external_ids(self):
        ids = self.cleaned_data["external_ids"]
        if not isinstance(ids, dict) or not all(isinstance(value, str) for value in ids.values()):
            raise ValidationError(
                'Write the ids as {"helpdesk": "302"}: the name of the source, and the id in it.'
            )
        return ids


class JoinedFilter(admin.SimpleListFilter):
    title = "has come in"
    parameter_name = "joined"

    def lookups(self, request, model_admin):
        return [("yes", "Yes"), ("no", "Not yet")]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(last_login__isnull=self.value() == "no")


@admin.register(User)
class PersonAdmin(AuditedAdmin, UserAdmin):
    form, add_form = PersonChangeForm, PersonAddForm
    list_display = ["name", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", JoinedFilter, "groups", "memberships__team"]
    search_fields = ["name", "email", "slack_id"]
    search_help_text = "A name, an e-mail address or a Slack member id."
    ordering = ["name"]
    filter_horizontal = []
    autocomplete_fields = ["groups"]
    readonly_fields = ["is_active", "last_login", "date_joined", "feedback_readme_at"]
    actions = ["deactivate", "reactivate", "end_sessions", "invite"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            "Profile",
            {"fields": ["time_zone", "theme", "slack_id", "external_ids", "feedback_readme"]},
        ),
        (
            "May",
            {
                "fields": ["is_staff", "is_superuser", "groups"],
                "description": "Who is staff and a superuser looks after the installation. Everything else is a group.",
            },
        ),
        (
            "When",
            {
                "fields": ["is_active", "last_login", "date_joined", "feedback_readme_at"],
                "description": "People leave and come back by the actions of the list, or on their own page.",
            },
        ),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]

    def get_queryset(self, request):
        """The SYSTEM user acts for scheduled jobs and is nobody."""
        return super().get_queryset(request).exclude(email=User.SYSTEM_EMAIL)

    @confirmed(
        "Deactivate",
        effect="Their sessions, invitations, teams and open duties end today. What they wrote stays under their name.",
        applies_to=lambda person, user: can_deactivate(user, person),
        skipped_message="These are deactivated already, or are you.",
        danger=True,
    )
    def deactivate(self, person, *, by, now):
        deactivate_person(person, by=by, now=now)

    @confirmed(
        "Let back in",
        effect="They may sign in again. Their old teams are history: give them a new place.",
        applies_to=lambda person, user: can_reactivate(user, person),
        skipped_message="These are active.",
    )
    def reactivate(self, person, *, by, now):
        reactivate_person(person, by=by, now=now)

    @confirmed(
        "End all sessions",
        effect="They are signed out everywhere at once, and have to sign in again.",
        applies_to=lambda person, user: can_end_sessions(user, person),
        skipped_message="You may not sign these out.",
        danger=True,
    )
    def end_sessions(self, person, *, by, now):
        sign_out_everywhere(person, by=by, now=now)

    @confirmed(
        "Invite",
        effect="They are sent a link that lets them in for 14 days. A link they may have ends.",
        applies_to=lambda person, user: can_invite(user, person),
        skipped_message="These have come in already, or are not active.",
    )
    def invite(self, person, *, by, now):
        invite_person(person, by=by, now=now)


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    """Roles are given to a person; what they may do is the product's own."""

    search_fields = ["name"]
    fields = ["name"]
