"""The content security policy is 'self': what a browser would silently drop is not written."""

import re

from casereview.tests.guards.source import Source, files

FAULTS = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "style element": re.compile(r"<style[\s>]"),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "hx-on": re.compile(r"\shx-on[:=-]"),
    "script in an htmx value": re.compile(r"hx-(?:vals|headers|vars)\s*=\s*[\"']js(?:cript)?:"),
    "filter in an htmx trigger": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\["),
    "script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "something from another site": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//"
    ),
    "text let through unescaped": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}
CRISPY = "crispy hands a layout's attributes and fields over as ready HTML; layouts are code"
MAY_BE_SAFE = {
    "templates/crispy/layout/div.html": CRISPY,
    "templates/crispy/layout/fieldset.html": CRISPY,
    "templates/crispy/notes.html": "help texts are code; Django's for passwords is a list in HTML",
}
PLANTED = {
    "inline style": '<p class="x" style="color: red">',
    "style element": "<style>p { color: red }</style>",
    "inline script": "<script>alert(1)</script>",
    "event attribute": '<button type="button" onclick="go()">',
    "hx-on": '<div hx-on:click="go()">',
    "script in an htmx value": "<div hx-vals='js:{a: 1}'>",
    "filter in an htmx trigger": '<div hx-trigger="every 10s [visible]">',
    "script address": '<a href="javascript:go()">',
    "something from another site": '<link rel="stylesheet" href="https://cdn.example/x.css">',
    "text let through unescaped": "{{ review.closing_note|safe }}",
}


def find_template_faults(sources):
    faults = []
    for source in sources:
        for words, pattern in FAULTS.items():
            if "unescaped" in words and source.path in MAY_BE_SAFE:
                continue
            for match in pattern.finditer(source.text):
                faults.append(
                    f"{source.path}:{source.text.count(chr(10), 0, match.start()) + 1} {words}"
                )
    return faults


def test_each_fault_is_found():
    for words, text in PLANTED.items():
        assert f"templates/x.html:2 {words}" in find_template_faults(
            [Source("templates/x.html", f"\n{text}")]
        )


def test_script_of_our_own_is_let_through():
    assert not find_template_faults(
        [Source("templates/x.html", "<script src=\"{% static 'js/app.js' %}\" defer></script>")]
    )


def test_templates_hold_nothing_that_the_policy_drops():
    assert find_template_faults(files(".html")) == []
