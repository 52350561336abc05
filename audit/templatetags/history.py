"""`{% history subject %}`: the newest events about an object, for readers who may see it."""

from django import template

from audit.queries import list_visible_history

register = template.Library()


@register.inclusion_tag("audit/_history.html", takes_context=True)
def history(context, subject, limit=10):
    return {"events": list_visible_history(context.get("user"), subject, limit)}
