"""Small and plain: what outgrows these limits is split by noun."""

import ast

from casereview.tests.guards.source import Source, files

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 40, 120
EXCEPTIONS = {}  # path, or path::function: reason


def find_long(sources, limit):
    lengths = ((source.path, len(source.text.splitlines())) for source in sources)
    return [
        f"{path}: {lines} lines"
        for path, lines in lengths
        if lines > limit and path not in EXCEPTIONS
    ]


def find_long_functions(sources):
    return [
        source.at(node, f"{node.name}: {lines_of(node)} lines")
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and lines_of(node) > FUNCTION_LINES
        if f"{source.path}::{node.name}" not in EXCEPTIONS
    ]


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def test_long_file_is_found():
    assert find_long([Source("reviews/views.py", "x = 1\n" * 301)], FILE_LINES) == [
        "reviews/views.py: 301 lines"
    ]


def test_long_function_is_found():
    text = "def edit():\n" + "    x = 1\n" * 40
    assert find_long_functions([Source("reviews/views.py", text)]) == [
        "reviews/views.py:1 edit: 41 lines"
    ]


def test_no_file_is_long():
    assert find_long(files(".py"), FILE_LINES) == []


def test_no_template_is_long():
    assert find_long(files(".html"), TEMPLATE_LINES) == []


def test_no_function_is_long():
    assert find_long_functions(files(".py")) == []
