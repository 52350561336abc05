"""Limits on the size of files and functions; split what outgrows them by noun."""

import ast
import re

from casereview.tests.guards.source import Source, files

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 220
TEMPLATE_WIDTH = 140
SVG_PATH = re.compile(r'<path\b|\bd="M')
EXCEPTIONS = {  # path, or path::function: reason
    "casereview/settings.py": "all settings in one place, in the order of .env.example",
}


def find_long(sources, limit):
    lengths = ((source.path, len(source.text.splitlines())) for source in sources)
    return [
        f"{path}: {lines} lines"
        for path, lines in lengths
        if lines > limit and path not in EXCEPTIONS
    ]


def find_wide(sources):
    """Lines that nobody reads to their end; the path of a picture is not read at all."""
    return [
        f"{source.path}:{number} {len(line)} characters"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if len(line) > TEMPLATE_WIDTH and not SVG_PATH.search(line)
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


def test_wide_line_of_a_template_is_found_and_the_path_of_a_picture_let_through():
    planted = Source("templates/x.html", f'<p>\n{"x" * 141}\n<path d="{"1" * 141}"/>\n')
    assert find_wide([planted]) == ["templates/x.html:2 141 characters"]


def test_no_file_is_long():
    assert find_long(files(".py"), FILE_LINES) == []


def test_no_template_is_long():
    assert find_long(files(".html"), TEMPLATE_LINES) == []


def test_no_line_of_a_template_is_wide():
    assert find_wide(files(".html")) == []


def test_no_function_is_long():
    assert find_long_functions(files(".py")) == []
