from django.core.management.base import BaseCommand
from django.utils import timezone

from casereview.actions import note_heartbeat


class Command(BaseCommand):
    help = "Notes that a backup was made, or that restoring one was tried, for /metrics and the page of admins."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["backup", "drill"])

    def handle(self, *, what, **options):
        now = timezone.now()
        note_heartbeat(name=what, sent_at=now, now=now)
