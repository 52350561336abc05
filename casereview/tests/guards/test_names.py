"""A file is named after what it holds, and a module beside the rows of its app is explained.

The rows are those of the import contracts. Any other module has a line in `docs/architecture.md`,
under "Modules beside the rows": "- `reviews/filters.py`: ...", or "- `<app>/errors.py`: ..."
where every app may have it.
"""

import re
from pathlib import Path, PurePosixPath

from django.conf import settings

from casereview.tests.guards.floors import floors, linter_settings
from casereview.tests.guards.source import Source, app_code, files

BANNED = {
    *("utils", "util", "helpers", "helper", "common", "misc", "base_utils"),
    *("manager", "managers", "service", "services", "handlers", "tools", "stuff"),
    # names of this project that nobody could guess
    *("kept", "moves", "moments", "due", "limits", "web", "life", "look", "letters"),
    *("words", "doors", "places", "sightings", "races", "answers", "mails", "keeping", "talk"),
    *("pick", "copies", "remind", "storing", "asks", "asked", "behind", "printed", "announcing"),
    *("chance", "intake", "configured", "fates", "reaching", "machinery", "keeper"),
    *("planted", "twice", "holds", "happening", "everything", "acting", "telling", "mending"),
    *("bending", "settling", "house", "door", "lost", "still"),
}
DJANGO = {"__init__", "management", "migrations", "templatetags"}
LINE = re.compile(r"^- `(<app>|\w+)/(\w+)(?:\.py|/)`: \S", re.MULTILINE)
PAGE = "docs/architecture.md"


def find_banned_names(paths):
    return [
        path
        for path in paths
        if BANNED & {PurePosixPath(part).stem.lstrip("_") for part in path.split("/")}
    ]


def rows():
    """The names of the rows, as the import contract lists them, and the folders of Django."""
    contract = next(each for each in linter_settings()["contracts"] if each.get("containers"))
    return set(re.findall(r"\w+", " ".join(contract["layers"]))) | DJANGO


def modules_beside_rows(sources):
    """Every module or package of an app that no row is named after, as (app, name)."""
    return sorted({(source.app, source.shape) for source in sources if source.shape not in rows()})


def find_unexplained(modules, page):
    explained = set(LINE.findall(page))
    return [
        f"{app}/{name}" for app, name in modules if not explained & {(app, name), ("<app>", name)}
    ]


def find_gone(modules, page):
    """Lines about modules that do not exist."""
    names = {name for _, name in modules}
    return [
        f"{app}/{name}"
        for app, name in LINE.findall(page)
        if (app, name) not in modules and not (app == "<app>" and name in names)
    ]


def architecture():
    return (Path(settings.BASE_DIR) / PAGE).read_text(encoding="utf-8")


def test_banned_file_and_folder_are_found():
    planted = ["reviews/utils.py", "templates/common/bar.html", "cases/importing/rows.py"]
    assert find_banned_names(planted) == planted[:2]


def test_module_beside_the_rows_without_a_line_is_found():
    planted = app_code(
        [Source("greetings/views.py", ""), Source("greetings/cards.py", "")], ["greetings"]
    )
    modules = modules_beside_rows(planted)
    assert find_unexplained(modules, "") == ["greetings/cards"]
    assert find_unexplained(modules, "- `greetings/cards.py`: paper and ink") == []
    assert find_unexplained(modules, "- `<app>/cards.py`: paper and ink") == []


def test_line_about_a_module_that_is_gone_is_found():
    page = "- `greetings/cards.py`: paper\n- `<app>/errors.py`: what an action raises\n"
    assert find_gone([("reviews", "errors")], page) == ["greetings/cards"]


def test_no_file_has_a_name_that_says_nothing():
    paths = [source.path for suffix in (".py", ".html", ".css", ".js") for source in files(suffix)]
    assert paths
    assert find_banned_names(paths) == []


def test_every_module_beside_the_rows_is_explained():
    assert find_unexplained(modules_beside_rows(app_code()), architecture()) == []


def test_every_explained_module_exists():
    assert find_gone(modules_beside_rows(app_code()), architecture()) == []


def test_every_app_has_modules():
    """Or the guard would be green for looking at nothing."""
    assert {source.app for source in app_code()} == set(floors())
