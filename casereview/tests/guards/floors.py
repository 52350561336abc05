"""The floors as import-linter reads them: `pyproject.toml` alone says which app stands where."""

from functools import cache
from pathlib import Path

from django.conf import settings

from casereview.tests.guards.import_contracts import read_settings


@cache
def linter_settings():
    """The import contracts with every app filled in, as `make lint` checks them."""
    return read_settings(Path(settings.BASE_DIR) / "pyproject.toml")


def floors(contracts=None):
    """Every app and its floor; core is 0."""
    contracts = contracts or linter_settings()["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        app.strip(): floor for floor, row in enumerate(reversed(layers)) for app in row.split("|")
    }
