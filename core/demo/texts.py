"""Hand-written demo texts: TOML files in a `texts` folder next to the code that reads them."""

import tomllib
from pathlib import Path


def load_texts(module_file, name):
    """The file `texts/<name>.toml` next to `module_file` as a dictionary; arrays become tuples."""
    path = Path(module_file).parent / "texts" / f"{name}.toml"
    return _freeze(tomllib.loads(path.read_text(encoding="utf-8")))


def _freeze(value):
    if isinstance(value, dict):
        return {key: _freeze(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    return value
