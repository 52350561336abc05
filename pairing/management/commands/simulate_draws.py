import json
from secrets import token_hex

from django.core.management.base import BaseCommand, CommandError

from pairing.simulation import simulate
from pairing.simulation.page import FIGURES, METHODS, by_method, cell


class Command(BaseCommand):
    help = "Simulates years of draws, by our method and by simpler ones. Does not use the database."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=13, metavar="N")
        parser.add_argument("--weeks", type=int, default=52, metavar="W")
        parser.add_argument(
            "--away", type=float, default=0.1, metavar="P", help="Share of people away, 0 to 1."
        )
        parser.add_argument("--seed", metavar="HEX", help="Determines the years and the draws.")
        parser.add_argument("--seeds", type=int, default=1, metavar="K", help="Number of years.")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object to standard output."
        )

    def handle(self, *args, people, weeks, away, seed, seeds, **options):
        try:
            seed = bytes.fromhex(seed).hex() if seed else token_hex(8)
        except ValueError as error:
            raise CommandError(
                f"{seed} is not a seed: an even number of the digits 0-9 and a-f."
            ) from error
        try:
            results = simulate(
                people, weeks, away, seed, seeds, on_year=lambda done: self.progress(done, seeds)
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(results, indent=2) if options["json"] else table(results))

    def progress(self, done, seeds):
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {seeds} years", ending="\n" if done == seeds else "")


def table(results):
    methods = by_method(results)
    size = f"{results['people']} people, {results['weeks']} weeks"
    head = f"{size}, {results['away']:.0%} away, {results['seeds']} years"
    lines = [
        f"{head}, seed {results['seed']}",
        " " * 32 + "".join(f"{METHODS[method]:>21}" for method in methods),
    ]
    for key, title in FIGURES.items():
        cells = [cell(key, figures, method) for method, figures in methods.items()]
        lines.append(f"{title:<32}" + "".join(f"{one:>21}" for one in cells))
    return "\n".join(lines)
