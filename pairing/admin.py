from django.contrib import admin

from audit.admin import AuditedAdmin
from pairing.models import CoverOffer, Cycle, Draw, Exclusion, Pairing, Pool, PoolMembership, SwapRequest, Unavailable


class ReadOnlyAdmin(AuditedAdmin):
    """What chance decided and what became of it is changed by actions alone."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Pool)
class PoolAdmin(AuditedAdmin):
    list_display = ["name", "cadence", "first_monday", "time_zone"]
    search_fields = ["name", "slug"]
    raw_id_fields = ["leads"]
    readonly_fields = ["created_at", "sealed_at"]


@admin.register(PoolMembership)
class PoolMembershipAdmin(AuditedAdmin):
    list_display = ["pool", "user", "first_day", "last_day"]
    list_filter = ["pool"]
    autocomplete_fields = ["pool"]
    raw_id_fields = ["user"]
    list_select_related = ["pool", "user"]


@admin.register(Cycle)
class CycleAdmin(ReadOnlyAdmin):
    list_display = ["pool", "monday", "state", "due_at"]
    list_filter = ["state", "pool"]
    list_select_related = ["pool"]


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    list_display = ["cycle", "attempt", "drawn_at", "drawn_by", "algorithm"]
    list_select_related = ["cycle__pool", "drawn_by"]


@admin.register(Pairing)
class PairingAdmin(ReadOnlyAdmin):
    list_display = ["draw", "reviewer", "owner", "state"]
    list_filter = ["state"]
    list_select_related = ["draw", "reviewer", "owner"]


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnlyAdmin):
    list_display = ["pool", "first", "second", "strength", "until", "ended_at"]
    list_filter = ["strength", "pool"]
    list_select_related = ["pool", "first", "second"]


@admin.register(Unavailable)
class UnavailableAdmin(ReadOnlyAdmin):
    list_display = ["user", "monday", "why"]
    list_filter = ["why"]
    list_select_related = ["user"]


@admin.register(SwapRequest)
class SwapRequestAdmin(ReadOnlyAdmin):
    list_display = ["mine", "theirs", "state", "asked_at"]
    list_filter = ["state"]
    list_select_related = ["mine", "theirs"]


@admin.register(CoverOffer)
class CoverOfferAdmin(ReadOnlyAdmin):
    list_display = ["pairing", "state", "asked_at"]
    list_filter = ["state"]
    list_select_related = ["pairing"]
