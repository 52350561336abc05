import os
import statistics
import sys
import time
from importlib import import_module

import django

from bench import BENCHMARKS, FIGURES

MODULES = ("draws", "pages", "screens")
ROUNDS = 30
LEAST = 0.005  # seconds that a round lasts at least, so that the grain of the clock does not count


def main(names):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.test_settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    django.setup()
    for module in MODULES:
        import_module(f"bench.{module}")

    known = sorted(BENCHMARKS | FIGURES)
    if unknown := sorted(set(names) - set(known)):
        print(
            f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(known)}.",
            file=sys.stderr,
        )
        return 1
    chosen = names or known
    show_times([name for name in chosen if name in BENCHMARKS])
    return show_figures([name for name in chosen if name in FIGURES])


def show_times(names):
    if names:
        heading = f"{'benchmark':<24}{'median':>12}{'p90':>12}{'least':>12}"
        print(f"{heading}   milliseconds per call, {ROUNDS} rounds")
    for name in names:
        times = sorted(measure(BENCHMARKS[name]()))
        shown = statistics.median(times), times[int(len(times) * 0.9)], times[0]
        print(f"{name:<24}" + "".join(f"{1000 * figure:>12.3f}" for figure in shown))


def show_figures(names):
    """Exit code 1 when a figure is above its limit."""
    above = 0
    if names:
        print(f"{'figure':<60}{'found':>12}{'at most':>12}")
    for name in names:
        for what, value, most in FIGURES[name]():
            above += value > most
            print(
                f"{what:<60}{value:>12.2f}{most:>12g}" + ("   ABOVE" if value > most else ""),
                flush=True,
            )
    return 1 if above else 0


def measure(call):
    """Seconds a call takes, one figure a round."""
    begun = time.perf_counter()
    call()
    calls = max(1, round(LEAST / (time.perf_counter() - begun)))
    return [_round(call, calls) for _ in range(ROUNDS)]


def _round(call, calls):
    begun = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - begun) / calls


sys.exit(main(sys.argv[1:]))
