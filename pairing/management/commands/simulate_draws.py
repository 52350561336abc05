import json
from secrets import token_hex

from django.core.management.base import BaseCommand, CommandError

from pairing.simulation import simulate
from pairing.simulation.page import FIGURES, METHODS, by_method, cell


class Command(BaseCommand):
    help = "Simulates years of draws, ours beside simple methods. Reads and writes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=13, metavar="N")
        parser.add_argument("--weeks", type=int, default=52, metavar="W")
        parser.add_argument(
            "--away", type=float, default=0.1, metavar="P", help="Share of people away, 0 to 1."
        )
        parser.add_argument("--seed", metavar="HEX", help="Decides the years and the draws.")
        parser.add_argument("--seeds", type=int, default=1, metavar="K", help="How many years.")
        parser.add_argument(
            "--json", action="store_true", help="One JSON object on standard output."
        )

    def handle(self, *args, people, weeks, away, seed, seeds, **options):
        try:
            seed = bytes.fromhex(seed).hex() if seed else token_hex(8)
        except ValueError as error:
            raise CommandError(
                f"{seed} is not a seed: an even number of the digits 0-9 and a-f."
            ) from error
        try:
            found = simulate(
                people, weeks, away, seed, seeds, on_year=lambda done: self.progress(done, seeds)
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(found, indent=2) if options["json"] else table(found))

    def progress(self, done, seeds):
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {seeds} years", ending="\n" if done == seeds else "")


def table(found):
    methods = by_method(found)
    size = f"{found['people']} people, {found['weeks']} weeks"
    head = f"{size}, {found['away']:.0%} away, {found['seeds']} years"
    lines = [
        f"{head}, seed {found['seed']}",
        " " * 32 + "".join(f"{METHODS[method]:>21}" for method in methods),
    ]
    for key, title in FIGURES.items():
        cells = [cell(key, figures, method) for method, figures in methods.items()]
        lines.append(f"{title:<32}" + "".join(f"{one:>21}" for one in cells))
    return "\n".join(lines)
