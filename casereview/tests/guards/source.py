"""The project's own files as the guards read them: path, text, and the part of an app they are."""

import ast
import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

from casereview.tests.guards.floors import floors

EDGES = (
    "views",
    "pages",
    "tasks",
    "forms",
    "urls",
    "queries",
    "rules",
    "notices",
    "receivers",
    "middleware",
    "context",
)
OUTSIDE = {".venv", ".git", "migrations", "staticfiles", "shots", "__pycache__"}


@dataclass(frozen=True)
class Source:
    """One file. `path` is relative to the root of the project, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self):
        return ast.parse(self.text, self.path)

    @property
    def parts(self):
        return self.path.split("/")

    @property
    def app(self):
        return self.parts[0]

    @property
    def shape(self):
        """The part of its app: `views` for `reviews/views.py` and for `reviews/views/edit.py`."""
        return self.parts[1].removesuffix(".py") if len(self.parts) > 1 else ""

    @property
    def is_test(self):
        return "tests" in self.parts or self.parts[-1] == "conftest.py"

    def at(self, node, words):
        return f"{self.path}:{node.lineno} {words}"


@cache
def files(suffix):
    """Every file of the project with that ending, without migrations: Django writes those."""
    root = Path(settings.BASE_DIR)
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - OUTSIDE)
        for path in (Path(folder, name) for name in sorted(names) if name.endswith(suffix)):
            found.append(
                Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
            )
    return found


def app_code(sources=None, apps=None):
    """What runs: every app of the floors without its tests."""
    apps = floors() if apps is None else apps
    sources = files(".py") if sources is None else sources
    return [source for source in sources if source.app in apps and not source.is_test]


def edges():
    return [source for source in app_code() if source.shape in EDGES]


def calls(tree):
    """Every call of a method or attribute, as (node, attribute name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr
