"""`now` is passed in: code that reads the clock itself cannot be tested at another time."""

import ast

import pytest

from casereview.tests.guards.source import Source, app_code, calls, files

PASSED_IN = {
    "actions",
    "rules",
    "queries",
    "models",
    "states",
    "notices",
    "engine",
    "importing",
    "weeks",
    "workdays",
}
CLOCKS = {("timezone", "now"), ("datetime", "now"), ("datetime", "today"), ("date", "today")}
UNLESS_TOLD = {
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}  # these read the clock where no moment is given


FOREIGN_DAYS = {"Now", "TruncDate", "now.date"}  # of the database, of the reader, of UTC
ALLOWED = {
    "people/notices/invitations.py": (
        "an instant is the same in every zone; nobody passes a time to still_due"
    ),
    "people/notices/addresses.py": "as people/notices/invitations.py",
    "core/dates.py": "what it spells is in the zone of the reader already",
}


def find_clock_reads(sources):
    found = []
    for source in sources:
        for node, name in calls(source.tree):
            owner = getattr(node.func.value, "id", "")
            if reads_clock(source.shape, node, (owner, name)):
                found.append(source.at(node, f"{owner}.{name}()"))
    return found


def find_clock_at_import(sources):
    """A test whose time is that of the import is another test each day."""
    return [
        source.at(node, f"{node.func.value.id}.{name}()")
        for source in sources
        for statement in source.tree.body
        if isinstance(statement, ast.Assign)
        for node, name in calls(statement)
        if (getattr(node.func.value, "id", ""), name) in CLOCKS
    ]


def reads_clock(shape, node, name):
    if name in UNLESS_TOLD and not node.args:
        return shape in PASSED_IN or name == ("timezone", "localdate") and shape == "views"
    return name in CLOCKS and shape in PASSED_IN


def find_foreign_days(sources):
    """Days by the clock of the database, or in UTC: a day is that of the organisation or a pool."""
    found = []
    for source in sources:
        nodes = [] if source.path in ALLOWED else ast.walk(source.tree)
        for node in nodes:
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in FOREIGN_DAYS:
                found.append(source.at(node, f"{name}()"))
    return found


def test_clock_read_in_an_action_is_found():
    found = find_clock_reads([Source("reviews/actions.py", "at = timezone.now()")])
    assert found == ["reviews/actions.py:1 timezone.now()"]


def test_day_of_a_moment_is_let_through():
    assert find_clock_reads([Source("reviews/queries.py", "day = timezone.localdate()")])
    assert not find_clock_reads([Source("reviews/queries.py", "day = timezone.localdate(now)")])


def test_clock_read_in_a_view_is_let_through():
    assert not find_clock_reads([Source("reviews/views.py", "at = timezone.now()")])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("day = TruncDate(at)", "TruncDate()"),
        ("rows.filter(due__lte=Now())", "Now()"),
        ("rows.filter(ends_on__gt=now.date())", "now.date()"),
    ],
)
def test_day_of_the_database_or_of_utc_is_found(line, name):
    assert find_foreign_days([Source("pairing/queries/pools.py", line)]) == [
        f"pairing/queries/pools.py:1 {name}"
    ]


def test_day_of_a_zone_is_let_through():
    lines = "day = today_in(pool.zone, now)\nother = now.astimezone(zone).date()"
    assert not find_foreign_days([Source("pairing/queries/pools.py", lines)])


def test_day_of_the_reader_in_a_view_is_found():
    assert find_clock_reads([Source("people/views/me.py", "day = timezone.localdate()")])


def test_days_are_those_of_the_organisation_or_a_pool():
    assert find_foreign_days(app_code()) == []


def test_now_is_passed_in():
    assert find_clock_reads(app_code()) == []


def test_clock_read_at_import_of_a_test_is_found():
    planted = Source("reviews/tests/test_actions.py", "NOW = timezone.now()\n")
    assert find_clock_at_import([planted]) == ["reviews/tests/test_actions.py:1 timezone.now()"]


def test_no_test_has_the_time_of_its_import():
    assert find_clock_at_import([source for source in files(".py") if source.is_test]) == []
