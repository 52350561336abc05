"""Everything technical. Leaving, coming back, inviting and confirming have pages of their own, as they do more."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

from audit.admin import AuditedAdmin
from people.models import Absence, Invitation, Membership, Organisation, Proposal, Team, User

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


class ReadOnlyAdmin(AuditedAdmin):
    """What only the product's own actions write; admins look."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class PersonAdmin(AuditedAdmin, UserAdmin):
    form, add_form = PersonChangeForm, PersonAddForm
    list_display = ["name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    filter_horizontal = []
    autocomplete_fields = ["groups"]
    readonly_fields = ["is_active", "last_login", "date_joined", "feedback_readme_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Profile", {"fields": ["time_zone", "theme", "slack_id", "external_ids", "feedback_readme"]}),
        ("May", {"fields": ["is_staff", "is_superuser", "groups"]}),
        ("When", {"fields": ["is_active", "last_login", "date_joined", "feedback_readme_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        """People are deactivated on their page: what they wrote stays under their name."""
        return False


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    search_fields = ["name"]
    fields = ["name"]


@admin.register(Team)
class TeamAdmin(AuditedAdmin):
    search_fields = ["name"]


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    list_display = ["user", "team", "role", "manager", "is_primary", "first_day", "last_day"]
    list_filter = ["team", "role", "is_primary"]
    list_select_related = ["user", "team", "manager"]
    search_fields = ["user__name", "user__email", "team__name"]
    autocomplete_fields = ["user", "team", "manager"]


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    list_display = ["name", "time_zone", "country"]

    def has_add_permission(self, request):
        """Set-up makes the one there is."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Without it, the door to set-up would stand open again."""
        return False


@admin.register(Absence)
class AbsenceAdmin(AuditedAdmin):
    list_display = ["user", "first_day", "last_day"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    autocomplete_fields = ["user"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["user", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["user", "invited_by"]
    search_fields = ["user__name", "user__email"]


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["name", "email", "source", "external_id", "state", "user"]
    list_filter = ["state", "source"]
    list_select_related = ["user"]
    search_fields = ["name", "email", "external_id"]
