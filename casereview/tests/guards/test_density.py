"""One thought per line: no code that packs several into one."""

import ast

from casereview.tests.guards.source import Source, files


def find_tuple_assignments(sources):
    """`a, b = x, y` of unrelated values; an exchange (`a, b = b, a`) is one thought."""
    return [
        source.at(node, ast.unparse(node)[:60])
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and is_tuple_assignment(node)
    ]


def is_tuple_assignment(node):
    target = node.targets[0]
    if not (isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)):
        return False
    return names_in(target).isdisjoint(names_in(node.value))


def names_in(node):
    """The names and attributes in it, as text."""
    parts = (ast.Name, ast.Attribute, ast.Subscript)
    return {ast.unparse(part) for part in ast.walk(node) if isinstance(part, parts)}


def find_nested_conditions(sources):
    """A conditional expression within another one."""
    return [
        source.at(node, ast.unparse(node)[:60])
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.IfExp) and holds_condition(node)
    ]


def holds_condition(node):
    inner = (part for child in ast.iter_child_nodes(node) for part in ast.walk(child))
    return any(isinstance(part, ast.IfExp) for part in inner)


def test_assignment_of_two_unrelated_values_is_found():
    planted = Source("reviews/views.py", "first, second = 1, 2\n")
    assert find_tuple_assignments([planted]) == ["reviews/views.py:1 first, second = (1, 2)"]


def test_exchange_and_unpacking_are_let_through():
    planted = Source("reviews/views.py", "a, b = b, a\na, b = b, a % b\nfirst, last = days\n")
    assert find_tuple_assignments([planted]) == []


def test_condition_within_a_condition_is_found():
    planted = Source("reviews/views.py", "x = 1 if a else (2 if b else 3)\n")
    assert find_nested_conditions([planted]) == ["reviews/views.py:1 1 if a else 2 if b else 3"]


def test_no_line_assigns_unrelated_values():
    assert find_tuple_assignments(files(".py")) == []


def test_no_condition_holds_another():
    assert find_nested_conditions(files(".py")) == []
