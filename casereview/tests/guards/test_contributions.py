"""Every app contributes to each point, or leaves it out with a reason."""

import sys

import pytest
from django.apps import apps
from django.conf import settings

from casereview.tests.guards.contribution_points import POINTS
from casereview.tests.guards.floors import floors
from core.app_config import EVERYTHING, CaseReviewAppConfig

SHORTEST = 15  # characters that can be a reason


def find_missing(configs):
    """Points that an app neither contributes nor leaves out."""
    return [
        f"{config.label}: {point}"
        for config in configs
        for point, contributes in POINTS.items()
        if not contributes(config) and not {point, EVERYTHING} & set(config.leaves_out)
    ]


def find_faulty_reasons(configs):
    """Points that are left out without a reason, or are unknown, or are contributed after all."""
    faults = []
    for config in configs:
        for point, reason in config.leaves_out.items():
            if len(reason) < SHORTEST:
                faults.append(f"{config.label}: {point} is left out without a reason")
            elif point not in {EVERYTHING, *POINTS}:
                faults.append(f"{config.label}: {point} is no contribution point")
            elif point in POINTS and POINTS[point](config):
                faults.append(f"{config.label}: {point} is left out and contributed")
    return faults


def find_unregistered(labels, configs):
    """Apps of the layers whose config is not one of ours, or that are not installed."""
    ours = {config.label for config in configs if isinstance(config, CaseReviewAppConfig)}
    return sorted(set(labels) - ours)


def find_misplaced(installed, floor_of):
    """Apps that INSTALLED_APPS lists below an app of a lower floor."""
    faults = []
    lowest = max(floor_of.values())
    for name in installed:
        floor = floor_of.get(name, lowest)
        if floor > lowest:
            faults.append(name)
        lowest = min(lowest, floor)
    return faults


@pytest.fixture
def newcomer(tmp_path, monkeypatch):
    """An app as somebody adds it who read nothing: a folder and a config."""
    package = tmp_path / "newcomer"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "queries.py").write_text("def on_case(case, user):\n    return None\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield CaseReviewAppConfig("newcomer", __import__("newcomer"))
    for module in [name for name in sys.modules if name.partition(".")[0] == "newcomer"]:
        del sys.modules[module]


def test_planted_app_misses_every_point_but_its_own(newcomer):
    missing = find_missing([newcomer])
    assert missing == [f"newcomer: {point}" for point in POINTS if point != "case panel"]


def test_planted_app_with_reasons_misses_nothing(newcomer):
    newcomer.leaves_out = dict.fromkeys(POINTS, "it only says hello") | {"case panel": "none yet"}
    assert find_missing([newcomer]) == []
    assert find_faulty_reasons([newcomer]) == ["newcomer: case panel is left out without a reason"]


def test_reason_for_an_unknown_or_contributed_point_is_found(newcomer):
    newcomer.leaves_out = dict.fromkeys(["case panel", "charts"], "it only says hello")
    assert find_faulty_reasons([newcomer]) == [
        "newcomer: case panel is left out and contributed",
        "newcomer: charts is no contribution point",
    ]


def test_app_of_the_layers_without_our_config_is_found(newcomer):
    assert find_unregistered(["newcomer", "waves"], [newcomer]) == ["waves"]


def test_app_installed_below_a_lower_floor_is_found():
    assert find_misplaced(["cases", "core", "people", "allauth"], floors()) == ["people"]


def our_configs():
    return [config for config in apps.get_app_configs() if config.label in floors()]


def test_every_app_contributes_each_point_or_says_why_not():
    assert find_missing(our_configs()) == []


def test_every_reason_is_one():
    assert find_faulty_reasons(our_configs()) == []


def test_every_app_of_the_layers_has_our_config():
    assert find_unregistered(floors(), our_configs()) == []


def test_apps_are_installed_from_the_top_floor_down():
    assert find_misplaced(settings.INSTALLED_APPS, floors()) == []
