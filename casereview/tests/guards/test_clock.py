"""`now` is passed in: what reads the clock by itself cannot be tested at another time."""

from casereview.tests.guards.source import Source, app_code, calls

PASSED_IN = {"actions", "rules", "queries", "models", "states", "notices", "engine", "importing", "weeks", "workdays"}
CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("datetime", "now"), ("datetime", "today"), ("date", "today")}


def find_clock_reads(sources):
    return [
        source.at(node, f"{node.func.value.id}.{name}()")
        for source in sources
        if source.shape in PASSED_IN
        for node, name in calls(source.tree)
        if getattr(node.func.value, "id", None) and (node.func.value.id, name) in CLOCKS
    ]


def test_clock_read_in_an_action_is_found():
    found = find_clock_reads([Source("reviews/actions.py", "at = timezone.now()")])
    assert found == ["reviews/actions.py:1 timezone.now()"]


def test_clock_read_in_a_view_is_let_through():
    assert not find_clock_reads([Source("reviews/views.py", "at = timezone.now()")])


def test_now_is_passed_in():
    assert find_clock_reads(app_code()) == []
