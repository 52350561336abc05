"""Background work starts in an action, after its commit: a worker may be faster than a commit.

Actions name the task (`send_task`), because the tasks import the actions.
"""

import ast

from casereview.celery import app
from casereview.tests.guards.source import Source, app_code, calls

NEVER = {"delay", "apply"}
ONLY_ACTIONS = {
    "apply_async",
    "apply_async_on_commit",
    "delay_on_commit",
    "on_commit",
    "send_task",
}


def find_background_work(sources):
    return [
        source.at(node, f".{name}(")
        for source in sources
        for node, name in calls(source.tree)
        if name in NEVER or (name in ONLY_ACTIONS and source.shape != "actions")
    ]


def find_unknown_tasks(sources):
    return [
        source.at(node, ast.unparse(node.args[0]))
        for source in sources
        for node, name in calls(source.tree)
        if name == "send_task" and ast.literal_eval(node.args[0]) not in app.tasks
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


def test_message_for_a_task_that_does_not_exist_is_found():
    assert find_unknown_tasks([Source("jobs/actions.py", "app.send_task('jobs.run_jbo')")])


def test_background_work_begins_only_in_actions():
    assert find_background_work(app_code()) == []


def test_messages_name_existing_tasks():
    app.loader.import_default_modules()
    assert find_unknown_tasks(app_code()) == []
