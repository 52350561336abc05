import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import CaseReviewError
from pairing.actions import draw_cycle
from pairing.management.arguments import iso_date
from pairing.models import Pool
from pairing.queries import serialize_draw, serialize_rehearsal
from people.models import User


class Command(BaseCommand):
    help = "Draws one cycle of a pool."

    def add_arguments(self, parser):
        parser.add_argument("--pool", required=True, metavar="SLUG")
        parser.add_argument("--monday", required=True, metavar="DATE", help="The cycle's Monday.")
        parser.add_argument(
            "--preview",
            action="store_true",
            help="Use a throwaway seed; save nothing and notify nobody.",
        )
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object to standard output."
        )

    def handle(self, *args, pool, monday, preview, json, **options):
        chosen = Pool.objects.filter(slug=pool).first()
        if chosen is None:
            raise CommandError(f"There is no pool {pool}. Known: {', '.join(slugs()) or 'none'}.")
        try:
            self.say(result(chosen, iso_date(monday), preview), json)
        except CaseReviewError as error:
            raise CommandError(error.sentence) from error

    def say(self, printed, as_json):
        if as_json:
            self.stdout.write(json.dumps(printed, indent=2, ensure_ascii=False))
            return
        self.stdout.write(
            f"{printed['pool']}, cycle of {printed['monday']}, attempt {printed['attempt']}"
        )
        for pair in printed["pairs"]:
            self.stdout.write(f"  {pair['reviewer']} reviews {pair['owner']}: {pair['why']}")
        for one in printed["sits_out"]:
            self.stdout.write(f"  {one['person']} sits out: {one['why']}")
        self.stdout.write(f"seed {printed['seed']}\ninputs {printed['inputs_digest']}")


def result(pool, monday, preview):
    now = timezone.now()
    if preview:
        return serialize_rehearsal(pool, monday, now=now)
    return serialize_draw(draw_cycle(pool, monday, by=User.objects.system(), now=now))


def slugs():
    return Pool.objects.values_list("slug", flat=True)
