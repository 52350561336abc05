"""The demo people you can sign in as with one click."""

from core.app_config import find_contributions


def demo_personas():
    """Every app's `demo.PERSONAS`, merged: what you find as each person, by e-mail address."""
    personas = {}
    for _, of_app in find_contributions("demo", "PERSONAS"):
        personas |= of_app
    return personas
