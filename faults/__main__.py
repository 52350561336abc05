import os
import sys
import time
from importlib import import_module

import django

from faults import SCENARIOS, infrastructure


def main(names):
    os.environ["DJANGO_SETTINGS_MODULE"] = "faults.settings"
    os.environ.setdefault("LOG_LEVEL", "CRITICAL")  # errors are what the scenarios cause
    django.setup()
    import_scenarios()
    if unknown := sorted(set(names) - set(SCENARIOS)):
        print(
            f"No such scenario: {', '.join(unknown)}. There are: {', '.join(SCENARIOS)}.",
            file=sys.stderr,
        )
        return 1
    infrastructure.prepare()
    problems = []
    for name in names or SCENARIOS:
        problems += check_scenario(SCENARIOS[name])
    all_well = "Everything held, and every run without a guard failed as it should."
    print("\n" + ("\n".join(problems) or all_well))
    return 1 if problems else 0


def import_scenarios():
    """They register themselves, and need Django."""
    for name in ("channels", "database", "duplicate_beat", "jobs", "metrics", "workers"):
        import_module(f"faults.{name}")


def check_scenario(scenario):
    """The problems of one scenario: a figure above its limit, or none above it without a guard."""
    above = run(scenario)
    problems = [f"{scenario.__name__}: {label}" for label in above]
    for guard in scenario.guards:
        if not run(scenario, without=guard):
            problems.append(f"{scenario.__name__}: still green without {guard}")
    return problems


def run(scenario, without=""):
    title = f"{scenario.__name__} without {without}" if without else scenario.__name__
    print(f"\n{title:<66}{'found':>10}{'limit':>10}", flush=True)
    infrastructure.reset()
    begun = time.monotonic()
    above = []
    for label, figure, limit in scenario(without=without):
        verdict = ""
        if figure > limit:
            verdict = "  red, as it should be" if without else "  ABOVE"
            above.append(label)
        print(f"  {label:<64}{figure:>10.4g}{limit:>10.4g}{verdict}", flush=True)
    print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    return above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
