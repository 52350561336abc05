from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from casereview.actions import record_heartbeat

OLD = "The {} is done but could not be recorded: the database has not been migrated."


class Command(BaseCommand):
    help = "Records a backup or a restore drill for /metrics and the system status."

    def add_arguments(self, parser):
        parser.add_argument("event", choices=["backup", "drill"])

    def handle(self, *, event, **options):
        now = timezone.now()
        try:
            record_heartbeat(name=event, sent_at=now, now=now)
        except ProgrammingError as error:
            raise CommandError(OLD.format(event)) from error
