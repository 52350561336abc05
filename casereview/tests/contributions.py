"""What each app contributes to the tests of the whole: modules of its `tests` folder.

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
    """The value of this name in each app that has one."""
    modules = contributed(module).values()
    return [getattr(part, name) for part in modules if hasattr(part, name)]


def call(module, name, *args):
    """Call the function of this name in each app that has one; returns a list of the results."""
    return [function(*args) for function in values(module, name)]


def merged(module, name):
    """The dictionaries of this name as one; a sentence instead says why an app has none."""
    together = {}
    for part in values(module, name):
        if not isinstance(part, str):
            together |= part
    return together
