"""Status and priority of a case, rendered once for each value: a list shows fifty of them."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cases.models import Case
from cases.states import ChurnRisk, Status
from core.templatetags.icons import lucide

register = template.Library()

TONES = {
    Status.SOLVED: "good",
    Status.CLOSED: "good",
    Status.PENDING: "warn",
    Status.HOLD: "warn",
}
ICONS = {
    Status.SOLVED: "circle-check",
    Status.CLOSED: "circle-check-big",
    Status.PENDING: "circle-ellipsis",
    Status.HOLD: "circle-pause",
    Status.NEW: "circle-dot",
}
RISK_TONES = {ChurnRisk.HIGH: "bad", ChurnRisk.MEDIUM: "warn"}


@register.simple_tag
def case_status(case):
    return _render("cases/_status.html", status=case.status)


@register.simple_tag
def case_priority(case):
    return _render("cases/_priority.html", priority=case.priority)


@register.filter
def status_tone(status):
    return TONES.get(status, "info")


@register.filter
def risk_tone(risk):
    return RISK_TONES.get(risk, "good")


@register.simple_tag
def status_icon(status):
    return lucide(ICONS.get(status, "circle"), size=14, aria_hidden="true")


@cache
def _render(name, **fields):
    """The markup for a case with these `fields`: plain choices, so it is about nobody."""
    markup = render_to_string(name, {"case": Case(**fields)})
    return mark_safe(markup.strip())  # noqa: S308  a template escapes
