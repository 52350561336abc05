"""`python -m pairing.simulation`: write docs/simulated-years.md and its picture (five minutes)."""

import sys
from pathlib import Path

from pairing.simulation import simulate
from pairing.simulation.page import render
from pairing.simulation.picture import picture

DOCS = Path("docs")
SIZES = (5, 13, 50)
WEEKS = 52
AWAY = 0.1
SEED = "ca5e"
YEARS = 20


def main() -> int:
    if not DOCS.is_dir():
        print("Run this in the project's own folder, where docs/ is.", file=sys.stderr)
        return 1
    results = []
    for size in SIZES:
        results.append(
            simulate(
                size, WEEKS, AWAY, SEED, YEARS, on_year=lambda done, size=size: say(size, done)
            )
        )
    (DOCS / "simulated-years.md").write_text(render(results), encoding="utf-8")
    (DOCS / "img" / "simulated-years.svg").write_text(picture(results), encoding="utf-8")
    return 0


def say(size: int, done: int):
    print(f"{size} people: {done} of {YEARS} years", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
