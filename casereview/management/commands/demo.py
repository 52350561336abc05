"""Loads the demo world."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.demo import flush_database
from casereview.demo.world import build
from core.locks import try_advisory_lock
from people.models import User

PEOPLE_ARE_HERE = (
    "There are people in this database, so the demo was not loaded. "
    "--flush deletes everything in it first."
)
BUSY = "Another process is loading the demo."


class Command(BaseCommand):
    help = (
        "Loads the demo world: a fictional support team with twelve weeks of reviews. "
        "Only for trying the product."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--flush", action="store_true", help="Delete everything in the database first."
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing, without an error, if there are people in the database.",
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="Each seed builds a different world (default: 1)."
        )

    def handle(self, *, flush, if_empty, seed, **options):
        with try_advisory_lock("casereview.demo") as is_ours:
            if not is_ours:
                raise CommandError(BUSY)
            if flush:
                flush_database()
            if User.objects.people().exists():
                if if_empty:
                    return
                raise CommandError(PEOPLE_ARE_HERE)
            self.report(build(seed=seed, now=timezone.now()))

    def report(self, world):
        counts = ", ".join(f"{number} {noun}" for noun, number in world.counts.items())
        self.stdout.write(f"The demo world is loaded: {counts}.")
        self.stdout.write("With DEMO=1 you can sign in as any of them with one click.")
