"""What the matrix needs of notices: all are sent, and one is the owner's."""

from notifications.delivery import deliver_due
from notifications.models import Notice

PRIVATE_MODELS = (Notice,)
FOREIGN_KINDS = {"inbox/": ("notice",)}
FOREIGN_KEYS = {"notice": "notice", "up_to": "notice"}


def finish_world(world):
    Notice.objects.update(sent_at=world.now)
    world.notice = Notice.objects.filter(recipient=world.owner, channel="inbox").latest("pk")


def finish_foreign(foreign):
    deliver_due(now=foreign.now)
    foreign.notice = Notice.objects.filter(recipient=foreign.owner, sent_at__isnull=False).first()


def list_foreign_rows(foreign):
    return [Notice.objects.filter(recipient__in=[foreign.reviewer, foreign.owner])]
