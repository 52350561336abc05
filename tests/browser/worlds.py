"""The worlds for browser tests."""

from types import SimpleNamespace

from django.core.management import call_command

from casereview.tests.personas import world as personas


def small():
    """That of the persona matrix: one of everything, and who may see it."""
    return personas.build()


def demo():
    """That of `make run`: a believable company of today."""
    call_command("demo", verbosity=0)
    return SimpleNamespace()
