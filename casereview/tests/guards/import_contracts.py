"""The import contracts of `pyproject.toml`, with `{apps}` standing for every app of the layers.

`make lint` runs this file as a script, because import-linter knows no such placeholder. So a new
app needs one entry in the layers, and no other list names it. Imports nothing from the project.
"""

import sys
import tempfile
import tomllib
from pathlib import Path

APPS = "{apps}"


def read_settings(pyproject):
    """The import-linter settings in the file, placeholders filled in."""
    raw = tomllib.loads(Path(pyproject).read_text(encoding="utf-8"))["tool"]["importlinter"]
    apps = list_apps(raw["contracts"])
    contracts = [fill_in(contract, apps) for contract in raw["contracts"]]
    return fill_in(raw, apps) | {"contracts": contracts}


def list_apps(contracts):
    """The apps of the first layers contract from the top; "a | b" and "(a)" are read, too."""
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [app.strip(" ()") for layer in layers for app in layer.split("|")]


def fill_in(options, apps):
    """The options with the placeholder replaced; sources of a contract leave out their own apps."""
    own = {module.partition(".")[0] for module in options.get("source_modules", ())}
    others = [app for app in apps if app not in own]
    filled = {}
    for name, value in options.items():
        if isinstance(value, list) and APPS in value:
            value = [*others, *(entry for entry in value if entry != APPS)]
        filled[name] = value
    return filled


def to_ini(settings):
    """The settings in import-linter's other format, which the standard library can write."""
    options = {name: value for name, value in settings.items() if name != "contracts"}
    lines = ["[importlinter]", *to_lines(options)]
    for number, contract in enumerate(settings["contracts"]):
        lines += [f"[importlinter:contract:{number}]", *to_lines(contract)]
    return "\n".join(lines) + "\n"


def to_lines(options):
    for name, value in options.items():
        if isinstance(value, list):
            yield "\n    ".join([f"{name} =", *value])
        else:
            yield f"{name} = {value}"


def main(arguments):
    """Check the project in the working folder; the exit code says whether every contract holds."""
    from importlinter.cli import lint_imports

    with tempfile.NamedTemporaryFile("w", suffix=".ini", encoding="utf-8") as config:
        config.write(to_ini(read_settings("pyproject.toml")))
        config.flush()
        no_cache = "--no-cache" in arguments
        return lint_imports(config_filename=config.name, no_cache=no_cache, no_logo=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
