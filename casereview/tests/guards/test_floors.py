"""Every app stands on a floor, and whatever else lists apps by name has all of them.

Guards and import-linter take their apps from the layers in `pyproject.toml`.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings

from casereview.tests.guards.floors import floors, linter_settings
from casereview.tests.guards.import_contracts import fill_in, list_apps
from casereview.tests.guards.source import Source, app_code

NO_APPS = {"embedded": "the launcher stands outside Django, and a contract of its own says so"}
LAYERS = [{"type": "layers", "layers": ["greetings", "people | files", "core"]}]


def find_without_floor(labels, floor_of):
    """Apps of ours that Django knows and no floor has."""
    return sorted(set(labels) - set(floor_of))


def find_differences(listed, floor_of, *, left_out=(), more=()):
    """What a list of apps lacks or has too much, apart from what has a reason."""
    wanted = set(floor_of) - set(left_out) | set(more)
    lacking = [f"without {app}" for app in sorted(wanted - set(listed))]
    return lacking + [f"with {app}" for app in sorted(set(listed) - wanted)]


def our_labels():
    root = Path(settings.BASE_DIR)
    return {config.label for config in apps.get_app_configs() if Path(config.path).parent == root}


def our_folders():
    return {path.parent.name for path in Path(settings.BASE_DIR).glob("*/apps.py")}


def rows_contract():
    return next(each for each in linter_settings()["contracts"] if each.get("containers"))


def test_app_without_a_floor_is_found():
    floor_of = floors(LAYERS)
    assert floor_of == {"core": 0, "people": 1, "files": 1, "greetings": 2}
    assert find_without_floor(["people", "planted"], floor_of) == ["planted"]


def test_app_that_a_list_lacks_is_found():
    listed = ["people", "files", "gone", "embedded"]
    found = find_differences(listed, floors(LAYERS), left_out=["core"], more=["embedded"])
    assert found == ["without greetings", "with gone"]


def test_code_of_a_planted_app_is_guarded():
    """What the guards read is every app of the floors, without a list of their own."""
    planted = Source("greetings/views.py", "review.save()")
    assert app_code([planted], floors(LAYERS)) == [planted]
    assert app_code([planted], {"people": 1}) == []


def test_placeholder_stands_for_a_planted_app_too():
    apps = list_apps(LAYERS)
    rows = fill_in({"containers": ["{apps}"]}, apps)
    pure = fill_in({"source_modules": ["files.sizes"], "forbidden_modules": ["{apps}"]}, apps)
    assert rows["containers"] == ["greetings", "people", "files", "core"]
    assert pure["forbidden_modules"] == ["greetings", "people", "core"]


def test_every_app_has_a_floor():
    assert find_without_floor(our_labels(), floors()) == []
    assert find_without_floor(our_folders(), floors()) == []


def test_every_floor_has_an_app():
    assert sorted(floors()) == sorted(our_labels())


def test_linter_reads_every_app():
    listed = linter_settings()["root_packages"]
    assert find_differences(listed, floors(), more=NO_APPS) == []


def test_rows_hold_in_every_app():
    listed = rows_contract()["containers"]
    assert find_differences(listed, floors()) == []
