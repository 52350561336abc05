"""The floors as import-linter reads them: `pyproject.toml` is the one place that says which app stands where."""

import tomllib
from pathlib import Path

from django.conf import settings


def linter_settings():
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tool"]["importlinter"]


def floors():
    """Every app and its floor; core is 0."""
    layers = next(
        contract["layers"]
        for contract in linter_settings()["contracts"]
        if contract["type"] == "layers"
    )
    return {
        app.strip(): floor for floor, row in enumerate(reversed(layers)) for app in row.split("|")
    }
