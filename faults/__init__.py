"""Faults made on purpose: `make faults`, or `make faults ARGS="NAME ..."`.

Each scenario starts the real programs and servers, breaks something many times, and counts in SQL
and at the receiving end what was lost or doubled. Then it runs again with one guard of the product
disabled and has to fail: a fault run that cannot turn red proves nothing.
"""

SCENARIOS = {}


def scenario(*, guards):
    """Register a function that yields (label, figure, limit); `guards` are disabled one by one."""

    def register(function):
        function.guards = guards
        SCENARIOS[function.__name__] = function
        return function

    return register
