import json
import sys

from django.core.management.base import BaseCommand, CommandError

from pairing.models import Draw
from pairing.queries import find_differences


class Command(BaseCommand):
    help = "Recomputes a stored draw from its seed and frozen inputs; exit code 1 if it differs."

    def add_arguments(self, parser):
        parser.add_argument("draw_id", type=int, metavar="ID")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object to standard output."
        )

    def handle(self, *args, draw_id, **options):
        draw = Draw.objects.filter(pk=draw_id).first()
        if draw is None:
            raise CommandError(f"There is no draw {draw_id}.")
        differences = find_differences(draw)
        if options["json"]:
            result = {"draw_id": draw_id, "same": not differences, "differences": differences}
            self.stdout.write(json.dumps(result, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(
                "\n".join(differences)
                or "Verified: every pair follows from the seed and the inputs."
            )
        if differences:
            sys.exit(1)
