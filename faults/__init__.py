"""Faults made on purpose: `make faults`, or `make faults ARGS="NAME ..."`.

Each scenario starts the real programs over the real servers, breaks something many times, and counts in SQL and at the
far end what was lost or doubled. Then it runs again with one guard of the product taken out, and must be seen to fail:
a fault script that cannot turn red proves nothing.
"""

SCENARIOS = {}


def scenario(*, guards):
    """Register a function that yields (what, figure, the most it may be). `guards` are tried without, one at a time."""

    def register(function):
        function.guards = guards
        SCENARIOS[function.__name__] = function
        return function

    return register
