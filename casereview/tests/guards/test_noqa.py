"""Every `noqa` gives a reason on the same line."""

import re

from casereview.tests.guards.source import Source, files

BARE = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*  \S)")

SETTINGS = {
    "casereview/test_settings.py",
    "faults/settings.py",
}  # they take over all there is of the real ones


def find_without_reason(sources):
    return [
        f"{source.path}:{number}"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if BARE.search(line) and not source.path.endswith("guards/test_noqa.py")
    ]


def test_rule_turned_off_without_a_reason_is_found():
    planted = (
        "a = 1  # noqa\nb = 2  # noqa: S105\n"
        "c = 3  # noqa: S105  a name\nd = 4  # noqa: S105, S106  two words\n"
    )
    assert find_without_reason([Source("core/x.py", planted)]) == ["core/x.py:1", "core/x.py:2"]


def test_every_rule_turned_off_has_a_reason():
    running = [
        source for source in files(".py") if not source.is_test and source.path not in SETTINGS
    ]
    assert find_without_reason(running) == []
