import django.contrib.auth.admin  # noqa: F401  registers groups, before ours replaces it
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.urls import reverse

from audit.admin import ActionAdmin, ReadOnlyAdmin, confirmed
from core import rate_limits
from people.actions import (
    add_person,
    change_account,
    deactivate_person,
    invite_person,
    reactivate_person,
    set_password,
    sign_out_everywhere,
)
from people.forms.accounts import OwnPasswordField, refuse_wrong_password
from people.forms.fields import AddressField, name_field
from people.models import User
from people.rules import can_deactivate, can_end_sessions, can_invite, can_reactivate
from people.states import Role

admin.site.unregister(Group)


class IdsField(forms.JSONField):
    """Shows refused text as typed, because the parsed value may be impossible to display."""

    def bound_data(self, data, initial):
        return InvalidJSONInput(data)


class AccountForm(forms.ModelForm):
    name = name_field()
    email = AddressField(label="E-mail", help_text="They sign in with it.")
    new_password = forms.CharField(
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="For people who get no mail. It ends their sessions and notifies them.",
    )
    own_password = OwnPasswordField(
        label="Your own password",
        required=False,
        help_text="Needed to change somebody’s address or password.",
    )

    class Meta:
        model = User
        fields = ["email", "name", "external_ids", "is_staff", "is_superuser"]
        field_classes = {"external_ids": IdsField}
        widgets = {"external_ids": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def clean_external_ids(self):
        ids = self.cleaned_data["external_ids"]
        if not isinstance(ids, dict) or not all(map(is_readable_id, [*ids, *ids.values()])):
            raise ValidationError(
                'Write the ids as {"helpdesk": "302"}: the name of the source, and the id in it.'
            )
        return ids

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self):
        super().clean()
        needs_password = {"email", "new_password"} & set(self.changed_data)
        if self.instance.pk and needs_password:
            try:
                refuse_wrong_password(self.by, self.cleaned_data["own_password"])
            except ValidationError as error:
                self.add_error("own_password", error)


def is_readable_id(value):
    """Postgres stores neither NUL nor lone surrogates, which JSON can contain."""
    return isinstance(value, str) and value.isprintable()


class JoinedFilter(admin.SimpleListFilter):
    title = "has joined"
    parameter_name = "joined"

    def lookups(self, request, model_admin):
        return [("yes", "Yes"), ("no", "Not yet")]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(last_login__isnull=self.value() == "no")


@admin.register(User)
class PersonAdmin(ActionAdmin):
    reason = "Sign-in addresses, helpdesk ids and admin access have no page in the product."
    goes_through = [add_person, change_account, set_password]
    form = AccountForm
    list_display = ["name", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", JoinedFilter, "groups", "memberships__team"]
    search_fields = ["name", "email", "slack_id"]
    search_help_text = "A name, an e-mail address or a Slack member id."
    ordering = ["name"]
    readonly_fields = [
        "groups",
        "time_zone",
        "theme",
        "slack_id",
        "feedback_readme",
        "is_active",
        "last_login",
        "date_joined",
        "feedback_readme_at",
    ]
    actions = ["deactivate", "reactivate", "end_sessions", "invite"]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["email", "name"],
                "description": "They get an invitation. Teams and roles are set on their page.",
            },
        )
    ]
    fieldsets = [
        (None, {"fields": ["email", "name", "external_ids", "new_password", "own_password"]}),
        (
            "Access",
            {
                "fields": ["is_staff", "is_superuser", "groups"],
                "description": "Admins are staff and superusers. Roles are on the person’s page.",
            },
        ),
        (
            "Profile",
            {
                "fields": ["time_zone", "theme", "slack_id", "feedback_readme"],
                "description": "People set these on their own profile.",
            },
        ),
        (
            "When",
            {
                "fields": ["is_active", "last_login", "date_joined", "feedback_readme_at"],
                "description": "Deactivate and reactivate people with the actions of the list.",
            },
        ),
    ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.POST.get("own_password"):
            rate_limits.consume(request, "own_password")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def get_queryset(self, request):
        """Without the SYSTEM user, which acts for scheduled jobs and is not a person."""
        return super().get_queryset(request).exclude(email=User.SYSTEM_EMAIL)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def lookup_allowed(self, lookup, value, request):
        """Forbid lists filtered by parts of a password hash."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def view_on_site(self, person):
        return reverse("person", args=[person.pk])

    def add_row(self, data, *, by, now):
        return add_person(
            name=data["name"],
            email=data["email"],
            team=None,
            role=Role.ENGINEER,
            manager=None,
            by=by,
            now=now,
        )

    def change_row(self, person, data, *, by, now):
        change_account(
            person,
            name=data["name"],
            email=data["email"],
            external_ids=data["external_ids"],
            is_staff=data["is_staff"],
            is_superuser=data["is_superuser"],
            by=by,
            now=now,
        )
        if data["new_password"]:
            set_password(person, password=data["new_password"], by=by, now=now)

    @confirmed(
        "Deactivate",
        effect="Their sessions, invitations, teams and open duties end today. "
        "Everything they wrote stays under their name.",
        applies_to=lambda person, user: can_deactivate(user, person),
        skipped_message="These are already deactivated, or are you.",
        danger=True,
    )
    def deactivate(self, person, *, by, now):
        deactivate_person(person, by=by, now=now)

    @confirmed(
        "Reactivate",
        effect="They can sign in again. Their old teams have ended: add them to a team again.",
        applies_to=lambda person, user: can_reactivate(user, person),
        skipped_message="These are active.",
    )
    def reactivate(self, person, *, by, now):
        reactivate_person(person, by=by, now=now)

    @confirmed(
        "End all sessions",
        effect="They are signed out everywhere at once and have to sign in again.",
        applies_to=lambda person, user: can_end_sessions(user, person),
        skipped_message="You may not sign these out.",
        danger=True,
    )
    def end_sessions(self, person, *, by, now):
        sign_out_everywhere(person, by=by, now=now)

    @confirmed(
        "Invite",
        effect="They get a link that is valid for 14 days. An earlier link stops working.",
        applies_to=lambda person, user: can_invite(user, person),
        skipped_message="These have already joined, or are not active.",
    )
    def invite(self, person, *, by, now):
        invite_person(person, by=by, now=now)


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    """Roles are given to a person; the product decides what each may do."""

    search_fields = ["name"]
    fields = ["name"]
