"""One more row of each model of notifications that admin has pages of."""

from django.utils import timezone

from notifications.models import Attempt, DisabledTarget
from notifications.tests.kinds import make_notice


def make_tried_notice(number):
    notice = make_notice(sent=False, tries=1)
    Attempt.objects.create(notice=notice, at=notice.created_at, error="ConnectionRefusedError")
    return notice


def make_disabled_target(number):
    return DisabledTarget.objects.create(
        address=f"#channel-{number}", reason="is_archived", at=timezone.now()
    )


MAKE = {
    "notifications.disabledtarget": make_disabled_target,
    "notifications.notice": make_tried_notice,
}
