"""Views, tasks and other thin edges fetch and respond; every write is an action."""

import ast

from casereview.tests.guards.source import Source, calls, edges

WRITES = {
    *(
        "save",
        "create",
        "delete",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
    ),
    *(
        "asave",
        "acreate",
        "adelete",
        "aget_or_create",
        "aupdate_or_create",
        "abulk_create",
        "abulk_update",
    ),
}
AFTER_MIGRATE = (
    "reference rows are made after migrate, when nobody acts and no action could say who did"
)
EXEMPT = {"people/receivers.py": AFTER_MIGRATE, "rubrics/receivers.py": AFTER_MIGRATE}
MAY_TRY = {
    "casereview/pages.py": "one card of My week that fails leaves the others standing",
}


def is_update_of_rows(node):
    """`.update(field=...)` is a queryset's; a dictionary's is written with `|=` in these files."""
    return node.func.attr in ("update", "aupdate") and bool(node.keywords)


def find_writes(sources):
    return [
        source.at(node, f".{name}(")
        for source in sources
        for node, name in calls(source.tree)
        if (name in WRITES or is_update_of_rows(node)) and source.path not in EXEMPT
    ]


def find_tries(sources):
    return [
        source.at(node, "try")
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Try | ast.TryStar) and source.shape in ("views", "tasks", "pages")
        if source.path not in MAY_TRY
    ]


def plant(line, path="reviews/views.py"):
    return [Source(path, f"def view(request):\n    {line}\n")]


def test_each_kind_of_write_in_a_view_is_found():
    for name in sorted(WRITES):
        assert find_writes(plant(f"Review.objects.{name}(x)"))


def test_update_of_rows_in_a_task_is_found():
    assert find_writes(
        plant("Review.objects.filter(pk=1).update(state='draft')", "reviews/tasks.py")
    )


def test_write_in_a_package_of_views_is_found():
    assert find_writes(plant("review.save()", "reviews/views/edit.py")) == [
        "reviews/views/edit.py:2 .save("
    ]


def test_update_of_a_dictionary_is_let_through():
    assert not find_writes(plant("attrs.update({'class': 'input'})"))


def test_edges_write_nothing():
    assert find_writes(edges()) == []


def test_try_in_a_view_is_found():
    assert find_tries([Source("reviews/views.py", "try:\n    x()\nfinally:\n    y()\n")])


def test_views_hold_no_try():
    assert find_tries(edges()) == []
