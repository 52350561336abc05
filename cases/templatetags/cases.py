"""Status and priority of a case, rendered once for each value: a list shows fifty of them."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cases.models import Case

register = template.Library()


@register.simple_tag
def case_status(case):
    return _render("cases/_status.html", status=case.status)


@register.simple_tag
def case_priority(case):
    return _render("cases/_priority.html", priority=case.priority)


@cache
def _render(name, **fields):
    """The markup for a case with these `fields`: plain choices, so it is about nobody."""
    markup = render_to_string(name, {"case": Case(**fields)})
    return mark_safe(markup.strip())  # noqa: S308  a template escapes
