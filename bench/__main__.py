import os
import statistics
import sys
import time

import django

from bench import BENCHMARKS

ROUNDS, LEAST = 30, 0.005  # a round lasts at least LEAST seconds, so that the clock's grain does not count


def main(names):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.settings")
    django.setup()
    import bench.pages  # noqa: F401  registers

    if unknown := sorted(set(names) - set(BENCHMARKS)):
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(sorted(BENCHMARKS))}.", file=sys.stderr)
        return 1
    print(f"{'benchmark':<24}{'median':>12}{'p90':>12}{'least':>12}   milliseconds a call, {ROUNDS} rounds")
    for name in names or sorted(BENCHMARKS):
        times = sorted(measure(BENCHMARKS[name]()))
        figures = statistics.median(times), times[int(len(times) * 0.9)], times[0]
        print(f"{name:<24}" + "".join(f"{1000 * figure:>12.3f}" for figure in figures))
    return 0


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
