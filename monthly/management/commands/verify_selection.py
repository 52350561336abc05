import json
import sys

from django.core.management.base import BaseCommand, CommandError

from monthly.models import Selection
from monthly.queries.draws import find_differences


class Command(BaseCommand):
    help = "Recomputes a drawn case from its seed and frozen inputs; exit code 1 if it differs."

    def add_arguments(self, parser):
        parser.add_argument("selection_id", type=int, metavar="ID")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object to standard output."
        )

    def handle(self, *args, selection_id, **options):
        selections = Selection.objects.select_related("monthly_review")
        selection = selections.filter(pk=selection_id).first()
        if selection is None:
            raise CommandError(f"There is no selection {selection_id}.")
        if not selection.is_drawn:
            raise CommandError(f"Selection {selection_id} was chosen, not drawn.")
        differences = find_differences(selection)
        if options["json"]:
            result = {
                "selection_id": selection_id,
                "same": not differences,
                "differences": differences,
            }
            self.stdout.write(json.dumps(result, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(
                "\n".join(differences) or "Verified: the case follows from the seed and the inputs."
            )
        if differences:
            sys.exit(1)
