"""Drawers that everything ends up in are not opened: a file is named after what it holds."""

from pathlib import PurePosixPath

from casereview.tests.guards.source import files

BANNED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
    "handlers",
}


def find_banned_names(paths):
    return [
        path for path in paths if BANNED & {PurePosixPath(part).stem for part in path.split("/")}
    ]


def test_banned_file_and_folder_are_found():
    planted = ["reviews/utils.py", "templates/common/bar.html", "cases/importing/rows.py"]
    assert find_banned_names(planted) == planted[:2]


def test_no_file_has_a_name_that_says_nothing():
    paths = [source.path for suffix in (".py", ".html", ".css", ".js") for source in files(suffix)]
    assert paths
    assert find_banned_names(paths) == []
