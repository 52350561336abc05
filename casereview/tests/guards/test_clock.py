"""`now` is passed in: what reads the clock by itself cannot be tested at another time."""

from casereview.tests.guards.source import Source, app_code, calls

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


def find_clock_reads(sources):
    return [
        source.at(node, f"{node.func.value.id}.{name}()")
        for source in sources
        if source.shape in PASSED_IN
        for node, name in calls(source.tree)
        if reads_clock(node, (getattr(node.func.value, "id", ""), name))
    ]


def reads_clock(node, name):
    return name in CLOCKS or (name in UNLESS_TOLD and not node.args)


def test_clock_read_in_an_action_is_found():
    found = find_clock_reads([Source("reviews/actions.py", "at = timezone.now()")])
    assert found == ["reviews/actions.py:1 timezone.now()"]


def test_day_of_a_moment_is_let_through():
    assert find_clock_reads([Source("reviews/queries.py", "day = timezone.localdate()")])
    assert not find_clock_reads([Source("reviews/queries.py", "day = timezone.localdate(now)")])


def test_clock_read_in_a_view_is_let_through():
    assert not find_clock_reads([Source("reviews/views.py", "at = timezone.now()")])


def test_now_is_passed_in():
    assert find_clock_reads(app_code()) == []
