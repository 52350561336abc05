"""Benchmarks: `make bench`, or `make bench ARGS="NAME ..."`. Add one by decorating a function in a module here."""

BENCHMARKS = {}
FIGURES = {}


def benchmark(function):
    """Register a function under its own name. It is called once to prepare and returns what is to be timed."""
    BENCHMARKS[function.__name__] = function
    return function


def figures(function):
    """Register a function that measures by itself: it yields (what, figure, the most it should be)."""
    FIGURES[function.__name__] = function
    return function
