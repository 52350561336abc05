"""Every page links the common styles; only the pages that use special ones link those."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin

CSS = Path(settings.BASE_DIR) / "static/css"
COMMON = ["base.css", "layout.css", "controls.css", "sheets.css"]
OF_SOME_PAGES = sorted({path.name for path in CSS.glob("*.css")} - {*COMMON, "admin.css"})
DJANGOS = sorted((Path(admin.__file__).parent / "static/admin/css").glob("*.css"))


def classes_of(*names):
    text = "".join((CSS / name).read_text() for name in names)
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", text, flags=re.S)
    return set(re.findall(r"\.([a-z][\w-]*)", rules))


@cache
def templates():
    folders = [Path(settings.BASE_DIR) / "templates", *Path(settings.BASE_DIR).glob("*/templates")]
    return {
        str(path.relative_to(folder)): path.read_text()
        for folder in folders
        for path in folder.rglob("*.html")
    }


def whole(name, seen=()):
    """The text of a template with everything it extends or includes by name."""
    text = templates().get(name, "")
    parts = set(re.findall(r'{% (?:extends|include) "([^"]+)"', text)) - {name, *seen}
    return text + "".join(whole(part, (name, *seen)) for part in parts)


def uses(text):
    written = re.sub(r"{[%{#].*?[%}#]}", " ", text, flags=re.S)
    return {word for words in re.findall(r'class="([^"]*)"', written) for word in words.split()}


def pages():
    return sorted(
        name
        for name, text in templates().items()
        if text.startswith("{% extends") or "<!doctype" in text
    )


def includes_by_variable(name):
    """Whether apps contribute parts, so the template alone does not show all of its classes."""
    return re.search(r'{% include [^"\']', whole(name))


@pytest.mark.parametrize("sheet", OF_SOME_PAGES)
def test_stylesheet_of_some_pages_is_linked_by_those_that_use_it(sheet):
    own = classes_of(sheet) - classes_of(*COMMON)
    without = {
        name for name in pages() if uses(whole(name)) & own and f"css/{sheet}" not in whole(name)
    }
    assert without == set()


@pytest.mark.parametrize("sheet", OF_SOME_PAGES)
def test_stylesheet_of_some_pages_is_linked_by_no_others(sheet):
    linking = {name for name, text in templates().items() if f"css/{sheet}" in text}
    assert linking
    assert all(
        uses(whole(name)) & classes_of(sheet) or includes_by_variable(name) for name in linking
    )


def test_stylesheets_all_begin_with_the_same_layers():
    first = (CSS / COMMON[0]).read_text()
    assert first.index("@layer reset, tokens, base, layout, components, utilities;") < first.index(
        "@layer tokens {"
    )


def used_by(*, the_admin):
    """The classes in templates of the admin, or in all others: they share no stylesheet."""
    texts = [text for name, text in templates().items() if name.startswith("admin/") == the_admin]
    return {word for text in texts for word in uses(text) if not word.endswith("-")}


def test_every_class_of_an_admin_template_has_a_style():
    used = used_by(the_admin=True)
    assert "asking" in used
    assert used - classes_of("admin.css", *DJANGOS) == set()


def test_every_class_of_a_template_has_a_style_or_a_reason():
    known = classes_of(*COMMON, *OF_SOME_PAGES)
    set_by_script_or_for_reading = {"rubric", "verdict--na", "auth__bar"}
    loose = used_by(the_admin=False)
    tones = {"good", "bad", "warn", "info"}  # halves of `pill--{% if … %}good{% endif %}`
    assert {
        word for word in loose - known - tones if not word.startswith(("list__", "side--"))
    } <= set_by_script_or_for_reading
