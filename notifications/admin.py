from django.contrib import admin
from django.utils import timezone

from audit.admin import ReadOnlyAdmin, confirmed
from notifications import actions
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS
from notifications.rules import can_enable, can_send_again
from notifications.slack.refusals import what_to_do
from notifications.timeline import state_of, timeline_of


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"
    QUERIES = {
        "dead": lambda notices: notices.dead(),
        "waiting": lambda notices: notices.waiting(),
        "sent": lambda notices: notices.filter(sent_at__isnull=False),
        "dropped": lambda notices: notices.filter(dropped_at__isnull=False),
    }

    def lookups(self, request, model_admin):
        return [
            (name, "Dead letters" if name == "dead" else name.capitalize()) for name in self.QUERIES
        ]

    def queryset(self, request, queryset):
        return self.QUERIES.get(self.value(), lambda notices: notices)(queryset)


def kind_label(kind):
    return kind.replace("_", " ").capitalize()


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind, kind_label(kind)) for kind in sorted(KINDS)]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ErrorFilter(admin.SimpleListFilter):
    """Failed notices by their last error."""

    title = "last error"
    parameter_name = "error"

    def lookups(self, request, model_admin):
        failed = Notice.objects.exclude(last_error="").order_by("last_error")
        return [(error, error) for error in failed.values_list("last_error", flat=True).distinct()]

    def queryset(self, request, queryset):
        return queryset.filter(last_error=self.value()) if self.value() else queryset


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """The outbox. Its rows hold no text, so there is nothing private to read here."""

    list_display = [
        "about",
        "to",
        "channel",
        "state",
        "tries",
        "last_error",
        "created_at",
        "not_before",
    ]
    list_display_links = ["about"]
    list_filter = [StateFilter, "channel", "dropped_why", KindFilter, ErrorFilter]
    list_select_related = ["recipient"]
    date_hierarchy = "created_at"
    search_fields = [
        "key",
        "recipient__name",
        "recipient__email",
        "target",
        "last_error",
        "receipt",
    ]
    search_help_text = "A person, a Slack channel, an error, or the key of a notice."
    show_full_result_count = False
    actions = ["send_again", "drop"]
    fields = readonly_fields = [
        "kind",
        "subject_id",
        "to",
        "channel",
        "state",
        "tries",
        "key",
        "receipt",
    ]

    def name_of(self, notice):
        return (
            f"{self.about(notice)}, to {self.to(notice)} by {notice.get_channel_display().lower()}"
        )

    @admin.display(description="kind", ordering="kind")
    def about(self, notice):
        return kind_label(notice.kind)

    @admin.display(description="to", ordering="recipient__name")
    def to(self, notice):
        return notice.recipient or notice.target

    @admin.display(description="state")
    def state(self, notice):
        return "dead letter" if state_of(notice) == "dead" else state_of(notice)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the timeline of the row below its fields."""
        notice = self.get_object(request, object_id)
        more = self.timeline_context(notice, request) if notice else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | more)

    def timeline_context(self, notice, request):
        state = state_of(notice)
        return {
            "heading": self.name_of(notice),
            "timeline": timeline_of(notice, timezone.now()),
            "state": state,
            "may_send": state in ("dead", "waiting") and self.has_send_permission(request),
        }

    @confirmed(
        "Resend dead letters",
        effect="Each goes back into the outbox with all its retries and is sent within a minute.",
        applies_to=lambda notice, user: state_of(notice) == "dead",
        skipped_message="These are not dead letters: they are waiting, sent or dropped.",
        permissions=["send"],
    )
    def send_again(self, notice, *, by, now):
        actions.send_again([notice], by=by, now=now)

    @confirmed(
        "Drop from the outbox",
        effect=(
            "Each is removed from the outbox and never sent. Its row stays and says who dropped it."
        ),
        applies_to=lambda notice, user: state_of(notice) in ("dead", "waiting"),
        skipped_message="These have already been sent or dropped.",
        permissions=["send"],
        danger=True,
    )
    def drop(self, notice, *, by, now):
        actions.drop_notices([notice], by=by, now=now)

    def has_send_permission(self, request):
        return can_send_again(request.user)


@admin.register(DisabledTarget)
class DisabledTargetAdmin(ReadOnlyAdmin):
    """Slack addresses that refuse messages: the cause, and a button to try again."""

    list_display = ["address", "reason", "remedy", "at"]
    list_filter = ["reason"]
    search_fields = ["address", "reason"]
    search_help_text = "A channel, a member ID, or Slack's code."
    fields = readonly_fields = ["address", "reason", "remedy", "at"]
    actions = ["enable"]

    @admin.display(description="what to do")
    def remedy(self, target):
        return what_to_do(target.reason)

    @confirmed(
        "Enable again",
        effect=("New notices are sent there again. Resend dead letters from the list of notices."),
        applies_to=lambda target, user: True,
        skipped_message="",
        permissions=["enable"],
    )
    def enable(self, target, *, by, now):
        actions.enable_target(target, by=by, now=now)

    def has_enable_permission(self, request):
        return can_enable(request.user)
