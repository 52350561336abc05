from django.contrib import admin
from django.urls import reverse

from audit.admin import ReadOnlyAdmin
from pairing.models import (
    CoverOffer,
    Cycle,
    Draw,
    Exclusion,
    Pairing,
    Pool,
    PoolMembership,
    SwapRequest,
    Unavailable,
)


@admin.register(Pool)
class PoolAdmin(ReadOnlyAdmin):
    """Leads and coordinators change a pool on its own page, which checks its schedule."""

    list_display = [
        "name",
        "rubric",
        "cadence",
        "first_monday",
        "time_zone",
        "channel",
        "visibility",
    ]
    list_filter = ["cadence", "visibility", "rubric"]
    list_select_related = ["rubric"]
    search_fields = ["name", "slug", "channel"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "leads", "rubric"]}),
        (
            "Schedule",
            {"fields": ["first_monday", "cadence", "change_on", "changed_cadence", "reviews_each"]},
        ),
        ("Announcements", {"fields": ["announce_hour", "time_zone", "country", "channel"]}),
        ("Rules", {"fields": ["visibility", "avoids_managers"]}),
        ("Guidance", {"fields": ["guidance", "guidance_at"]}),
        ("When", {"fields": ["created_at", "sealed_at"]}),
    ]

    def view_on_site(self, pool):
        return reverse("pool", args=[pool.slug])


@admin.register(PoolMembership)
class PoolMembershipAdmin(ReadOnlyAdmin):
    """Members are added and removed on the page of their pool."""

    list_display = ["user", "pool", "first_day", "last_day"]
    list_filter = ["pool", ("last_day", admin.EmptyFieldListFilter)]
    list_select_related = ["pool", "user"]
    date_hierarchy = "first_day"
    search_fields = ["user__name", "user__email", "pool__name"]
    search_help_text = "A person or a pool."

    def view_on_site(self, membership):
        return f"{reverse('pool', args=[membership.pool.slug])}#members"


@admin.register(Cycle)
class CycleAdmin(ReadOnlyAdmin):
    list_display = ["pool", "monday", "state", "due_at", "rubric"]
    list_filter = ["state", "pool"]
    list_select_related = ["pool", "rubric"]
    date_hierarchy = "monday"
    search_fields = ["pool__name", "monday"]
    search_help_text = "A pool, or a Monday as 2026-11-16."


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    """Salt and frozen inputs are for leads only, who find them on the page of the draw."""

    list_display = ["cycle", "attempt", "drawn_at", "drawn_by", "algorithm", "reason"]
    list_filter = ["cycle__pool", "algorithm"]
    list_select_related = ["cycle__pool", "drawn_by"]
    date_hierarchy = "drawn_at"
    search_fields = ["cycle__pool__name", "seed", "inputs_digest"]
    search_help_text = "A pool, a seed or a digest."
    fieldsets = [
        (None, {"fields": ["cycle", "attempt", "drawn_at", "drawn_by", "reason"]}),
        ("Proof", {"fields": ["algorithm", "seed", "commitment", "sealed_at", "inputs_digest"]}),
        ("Result", {"fields": ["options", "how", "tiers"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("inputs")


@admin.register(Pairing)
class PairingAdmin(ReadOnlyAdmin):
    list_display = ["reviewer", "owner", "cycle", "state", "origin", "started_at", "ended_at"]
    list_filter = ["state", "origin", "draw__cycle__pool"]
    list_select_related = ["draw__cycle__pool", "reviewer", "owner"]
    date_hierarchy = "draw__cycle__monday"
    search_fields = ["reviewer__name", "reviewer__email", "owner__name", "owner__email"]
    search_help_text = "A reviewer or a case owner."
    fieldsets = [
        (None, {"fields": ["reviewer", "owner", "draw", "state", "reason"]}),
        ("Why these two", {"fields": ["origin", "code", "why"]}),
        ("When", {"fields": ["started_at", "ended_at"]}),
    ]

    def get_queryset(self, request):
        rows = (
            super().get_queryset(request).select_related("draw__cycle__pool", "reviewer", "owner")
        )
        return rows.defer("draw__inputs")

    @admin.display(description="cycle", ordering="draw__cycle__monday")
    def cycle(self, pairing):
        return pairing.draw.cycle


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnlyAdmin):
    list_display = ["first", "second", "pool", "strength", "until", "created_by", "ended_at"]
    list_filter = ["strength", "pool", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["pool", "first", "second", "created_by"]
    date_hierarchy = "created_at"
    search_fields = ["first__name", "second__name", "pool__name"]
    search_help_text = "One of the two, or a pool."


@admin.register(Unavailable)
class UnavailableAdmin(ReadOnlyAdmin):
    list_display = ["user", "monday", "why"]
    list_filter = ["why"]
    list_select_related = ["user"]
    date_hierarchy = "monday"
    search_fields = ["user__name", "user__email"]
    search_help_text = "A person."


@admin.register(SwapRequest)
class SwapRequestAdmin(ReadOnlyAdmin):
    list_display = ["mine", "theirs", "state", "asked_at", "answered_at"]
    list_filter = ["state"]
    list_select_related = ["mine__reviewer", "mine__owner", "theirs__reviewer", "theirs__owner"]
    date_hierarchy = "asked_at"
    search_fields = ["mine__reviewer__name", "theirs__reviewer__name"]
    search_help_text = "One of the two reviewers."


@admin.register(CoverOffer)
class CoverOfferAdmin(ReadOnlyAdmin):
    list_display = ["pairing", "state", "asked_at", "covered_by", "ended_at"]
    list_filter = ["state"]
    list_select_related = [
        "pairing__reviewer",
        "pairing__owner",
        "covered_by__reviewer",
        "covered_by__owner",
    ]
    date_hierarchy = "asked_at"
    search_fields = ["pairing__reviewer__name", "pairing__owner__name"]
    search_help_text = "The owner who needs a reviewer, or the previous reviewer."
