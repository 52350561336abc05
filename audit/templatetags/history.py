"""`{% history subject %}`: what happened to something, told to somebody who may see it."""

from django import template

from audit.queries import history_for

register = template.Library()


@register.inclusion_tag("audit/_history.html", takes_context=True)
def history(context, subject, limit=10):
    """The newest `limit` events of `subject`, or nothing if the reader may not see it."""
    return {"events": history_for(context.get("user"), subject, limit)}
