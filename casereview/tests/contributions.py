"""What each app contributes to the tests of the whole: modules of its own `tests` folder, found by their names.

`docs/testing.md` lists them. Nothing here or in the tests that use it names an app.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from casereview.tests.guards.floors import floors


@cache
def contributed(module):
    """`{app: <app>.tests.<module>}` of every app that has it, from the lowest floor up."""
    apps = sorted(floors(), key=lambda app: floors()[app])
    return {
        app: import_module(f"{app}.tests.{module}")
        for app in apps
        if find_spec(f"{app}.tests") and find_spec(f"{app}.tests.{module}")
    }


def values(module, name):
    """The value that each of those apps gives this name, where it gives one."""
    modules = contributed(module).values()
    return [getattr(part, name) for part in modules if hasattr(part, name)]


def call(module, name, *args):
    """Call the function of this name of each of those apps that has one; returns what they returned."""
    return [function(*args) for function in values(module, name)]


def merged(module, name):
    """One dictionary of all that those apps give under this name; a sentence says why an app gives nothing."""
    together = {}
    for part in values(module, name):
        if not isinstance(part, str):
            together |= part
    return together
