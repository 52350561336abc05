from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from casereview.actions import note_heartbeat

OLD = "The {} is done, but could not be noted: the tables are those of an older version."


class Command(BaseCommand):
    help = "Notes that a backup was made, or that restoring one was tried, for /metrics and the page of admins."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["backup", "drill"])

    def handle(self, *, what, **options):
        now = timezone.now()
        try:
            note_heartbeat(name=what, sent_at=now, now=now)
        except ProgrammingError as error:
            raise CommandError(OLD.format(what)) from error
