import os
import sys
import time
from importlib import import_module

import django

from faults import SCENARIOS, infrastructure


def main(names):
    os.environ["DJANGO_SETTINGS_MODULE"] = "faults.settings"
    django.setup()
    import_scenarios()
    if unknown := sorted(set(names) - set(SCENARIOS)):
        print(
            f"No such scenario: {', '.join(unknown)}. There are: {', '.join(SCENARIOS)}.",
            file=sys.stderr,
        )
        return 1
    infrastructure.prepare()
    wrong = [problem for name in names or SCENARIOS for problem in try_out(SCENARIOS[name])]
    print(
        "\n" + ("\n".join(wrong) or "Everything held, and each guard was missed when it was out.")
    )
    return 1 if wrong else 0


def import_scenarios():
    """They register themselves, and need Django."""
    for name in ("channels", "database", "duplicate_beat", "jobs", "metrics", "workers"):
        import_module(f"faults.{name}")


def try_out(scenario):
    """The problems of one scenario: a figure above its limit, or none above it although a guard was out."""
    above = run(scenario)
    problems = [f"{scenario.__name__}: {what}" for what in above]
    for guard in scenario.guards:
        if not run(scenario, without=guard):
            problems.append(f"{scenario.__name__}: still green without {guard}")
    return problems


def run(scenario, without=""):
    title = f"{scenario.__name__} without {without}" if without else scenario.__name__
    print(f"\n{title:<66}{'found':>10}{'at most':>10}", flush=True)
    infrastructure.empty()
    begun = time.monotonic()
    above = []
    for what, found, most in scenario(without=without):
        verdict = ("  red, as it should be" if without else "  ABOVE") if found > most else ""
        print(f"  {what:<64}{found:>10.4g}{most:>10.4g}{verdict}", flush=True)
        above += [what] if found > most else []
    print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    return above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
