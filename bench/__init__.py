"""Benchmarks: `make bench`, or `make bench ARGS="NAME ..."`. Decorate a function to add one."""

BENCHMARKS = {}
FIGURES = {}


def benchmark(function):
    """Register a function: it prepares and returns the call that is timed."""
    BENCHMARKS[function.__name__] = function
    return function


def figures(function):
    """Register a function that does its own measuring and yields (label, figure, limit)."""
    FIGURES[function.__name__] = function
    return function
