"""The contracts of `pyproject.toml` hold here, and each of them catches what it is for.

The faults are planted in a tree of their own: the same packages, empty, under the same contracts.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from casereview.tests.guards.floors import linter_settings

LINT = [sys.executable, Path(__file__).with_name("import_contracts.py"), "--no-cache"]
FLOORS = "Floors: imports go down only, apps on one floor never import each other"
ROWS = "Rows: a file of an app imports its own row and the rows above it"
TRAIL = "Only actions write the audit trail"
READERS = "Exports are only parsed by the process that cases.importing.isolated starts"
PURE = "Pure modules know no Django"
FILES = "Files of reviews are made from plain facts"
LAUNCHER = "The embedded launcher stands outside Django"
PLANTS = {
    "upward between apps": ("people/rules.py", "import reviews.models", FLOORS),
    "sideways between apps of one floor": ("cases/queries.py", "import rubrics.models", FLOORS),
    "into the top floor": ("core/work_items.py", "import casereview.urls", FLOORS),
    "rules that know a view": ("reviews/rules.py", "import reviews.views", ROWS),
    "models that know an action": ("reviews/models.py", "import reviews.actions", ROWS),
    "up a row by way of a helper": ("reviews/layout.py", "import reviews.views", ROWS),
    "audit written by a view": ("reviews/views.py", "import audit.actions", TRAIL),
    "audit written by a receiver": (
        "reviews/receivers.py",
        "from audit.actions import record",
        TRAIL,
    ),
    "export parsed by a view": ("cases/views.py", "import cases.importing.read", READERS),
    "Django in the engine": ("pairing/engine/draw.py", "from django.db import models", PURE),
    "Django in the engine by way of a model": (
        "pairing/engine/draw.py",
        "import pairing.models",
        PURE,
    ),
    "Django in the calendar": ("core/weeks.py", "import django.utils.timezone", PURE),
    "Django in a file of reviews": (
        "reviews/exports/as_json.py",
        "import django.utils.text",
        FILES,
    ),
    "rows in a file of reviews": ("reviews/exports/as_json.py", "import reviews.models", FILES),
    "Django in the launcher": ("embedded/serve.py", "import django", LAUNCHER),
}
SHAPE = (
    "states",
    "models",
    "rules",
    "queries",
    "notices",
    "actions",
    "forms",
    "views",
    "urls",
    "admin",
    "receivers",
)


def lint(root):
    """The contracts that are broken in the tree at `root`, and the output of the linter."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        LINT, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    names = [contract["name"] for contract in linter_settings()["contracts"]]
    return [name for name in names if f"{name} BROKEN" in done.stdout], done.stdout + done.stderr


def plant_tree(root):
    """Every package of the project with the empty files of an app, and the project's contracts."""
    for package in linter_settings()["root_packages"]:
        for name in ("__init__", "layout", *SHAPE):
            write(root / package / f"{name}.py", "")
    for module in [*pure_modules(), *protected_modules()]:
        write(
            root / Path(*module.split(".")) / "__init__.py"
            if is_package(module)
            else path_of(root, module),
            "",
        )
    write(root / "reviews" / "layout.py", "import reviews.states")
    write(root / "reviews" / "models.py", "import reviews.layout")
    write(root / "pairing" / "models.py", "from django.db import models")
    write(
        root / "pyproject.toml",
        (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8"),
    )
    return root


def pure_modules():
    pure = [
        contract for contract in linter_settings()["contracts"] if contract["name"] in (PURE, FILES)
    ]
    return [module for contract in pure for module in contract["source_modules"]]


def protected_modules():
    contracts = linter_settings()["contracts"]
    return [name for contract in contracts for name in contract.get("protected_modules", ())]


def is_package(module):
    return path_of(Path(settings.BASE_DIR), module).with_suffix("").is_dir()


def path_of(root, module):
    return (root / Path(*module.split("."))).with_suffix(".py")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def linter_output(tmp_path_factory):
    """What the linter says of a tree with all the faults in it, by contract."""
    root = plant_tree(tmp_path_factory.mktemp("faulty"))
    for path, line, _ in PLANTS.values():
        before = (root / path).read_text() if (root / path).exists() else ""
        write(root / path, f"{before}\n{line}\n")
    _, output = lint(root)
    parts = re.split(r"^(\S.*)\n-+\n", output.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_clean_tree_breaks_no_contract(tmp_path):
    broken, output = lint(plant_tree(tmp_path))
    assert broken == []
    assert "0 broken" in output


@pytest.mark.parametrize("fault", PLANTS)
def test_planted_import_breaks_its_contract(linter_output, fault):
    path, line, contract = PLANTS[fault]
    importer = path.removesuffix(".py").replace("/", ".")
    imported = line.split()[1]
    shown = "django" if imported.startswith("django") else imported
    assert f"{importer} -> {shown} (" in linter_output.get(contract, ""), linter_output


def test_project_breaks_no_contract():
    broken, output = lint(Path(settings.BASE_DIR))
    assert broken == [], output
    assert "0 broken" in output, output
