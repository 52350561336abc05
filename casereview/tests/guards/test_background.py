"""Background work starts in an action, after its commit: a worker may be faster than a commit."""

from casereview.tests.guards.source import Source, app_code, calls

NEVER = {"delay", "send_task", "apply"}
ONLY_ACTIONS = {"delay_on_commit", "apply_async", "apply_async_on_commit", "on_commit"}


def find_background_work(sources):
    return [
        source.at(node, f".{name}(")
        for source in sources
        for node, name in calls(source.tree)
        if name in NEVER or (name in ONLY_ACTIONS and source.shape != "actions")
    ]


def test_delay_in_an_action_is_found():
    assert find_background_work([Source("reviews/actions.py", "deliver.delay(1)")]) == [
        "reviews/actions.py:1 .delay("
    ]


def test_start_of_background_work_from_a_view_is_found():
    for name in sorted(ONLY_ACTIONS):
        assert find_background_work([Source("reviews/views.py", f"deliver.{name}(1)")])


def test_start_of_background_work_from_an_action_is_let_through():
    assert not find_background_work(
        [Source("reviews/actions/submit.py", "deliver.delay_on_commit(1)")]
    )


def test_background_work_begins_only_in_actions():
    assert find_background_work(app_code()) == []
