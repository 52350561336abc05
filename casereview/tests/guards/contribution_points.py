"""What an app can contribute to the product and to the tests of the whole, as checks on its config.

A new point is one line here. Each app then contributes it, or says in `leaves_out` why it does not.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def declares(attribute):
    """The config has a value of its own for `attribute`."""
    return lambda config: getattr(config, attribute) not in (None, "", (), {})


def has_name(module, name):
    """`<app>.<module>` defines `name`."""

    def contributes(config):
        if not find_spec(f"{config.name}.{module.partition('.')[0]}"):
            return False
        if not find_spec(f"{config.name}.{module}"):
            return False
        return hasattr(import_module(f"{config.name}.{module}"), name)

    return contributes


def has_file(path):
    """The app's folder has the file `path`, or a package of that name."""

    def contributes(config):
        file = Path(config.path, path)
        return file.exists() or (file.with_suffix("") / "__init__.py").exists()

    return contributes


POINTS = {
    "navigation": declares("navigation"),
    "topic": declares("notices_about"),
    "notices": has_file("notices.py"),
    "beat": declares("beat"),
    "rate limits": declares("rate_limits"),
    "admin section": declares("admin_order"),
    "my week rows": has_name("queries", "due_for"),
    "my week hero": has_name("queries", "hero_for"),
    "my week happenings": has_name("queries", "happenings_for"),
    "my week cards": has_name("queries", "cards_for"),
    "case panel": has_name("queries", "on_case"),
    "metrics": has_name("metrics", "figures"),
    "system status": has_name("system_status", "status_parts"),
    "demo": has_name("demo", "build"),
    # to the tests of the whole, as `docs/testing.md` lists them
    "persona rows": has_name("tests.persona_rows", "ROWS"),
    "persona world": has_name("tests.persona_world", "FOREIGN_KINDS"),
    "admin rows": has_name("tests.admin_rows", "MAKE"),
    "notice samples": has_name("tests.notice_samples", "build_samples"),
    "screens": has_name("tests.screens", "SHOTS"),
}
