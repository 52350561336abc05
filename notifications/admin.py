from django.contrib import admin, messages
from django.utils import timezone

from audit.admin import AuditedAdmin
from notifications import actions
from notifications.models import Notice
from notifications.rules import can_send_again


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
        return [(name, name.capitalize()) for name in self.QUERIES]

    def queryset(self, request, queryset):
        return self.QUERIES.get(self.value(), lambda notices: notices)(queryset)


@admin.register(Notice)
class NoticeAdmin(AuditedAdmin):
    """The outbox as the machinery sees it. A row holds no text, so there is none to read here."""

    list_display = ["kind", "recipient", "channel", "state", "tries", "last_error", "created_at", "not_before"]
    list_filter = [StateFilter, "channel", "kind"]
    list_select_related = ["recipient"]
    search_fields = ["key", "recipient__email"]
    actions = ["send_again"]

    @admin.display(description="state")
    def state(self, notice):
        moments = {"dead": notice.dead_at, "sent": notice.sent_at, "dropped": notice.dropped_at}
        return next((name for name, moment in moments.items() if moment), "waiting")

    @admin.action(description="Send the dead letters among these again", permissions=["send"])
    def send_again(self, request, queryset):
        count = actions.send_again(list(queryset), by=request.user, now=timezone.now())
        words = f"{count} dead letters go out again." if count != 1 else "One dead letter goes out again."
        messages.success(request, words if count else "None of these was a dead letter.")

    def has_send_permission(self, request):
        return can_send_again(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
