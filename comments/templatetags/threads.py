"""The form of a new comment, built in Python because a review has one for each criterion."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from core.templatetags.icons import lucide

register = template.Library()

FIELDS = """<form method="post" action="{}" class="talk__form">
<input type="hidden" name="csrfmiddlewaretoken" value="{}">
{}<textarea class="input" name="body" rows="{}" maxlength="10000" required
 aria-label="{}"{}></textarea>
<button class="button">{} {}</button>
</form>
"""


@register.simple_tag(takes_context=True)
def comment_form(context, action, label, name="", value="", rows=2, placeholder="", button=""):
    """Posts to `action`, with the hidden field `name` and its `value`."""
    token = context.get("csrf_token", "")
    hidden = ""
    if name:
        hidden = format_html('<input type="hidden" name="{}" value="{}">\n', name, value)
    hint = format_html(' placeholder="{}"', placeholder) if placeholder else ""
    icon = lucide("send", size=16, aria_hidden="true")
    values = (action, token, hidden, rows or 2, label, hint, icon, button or "Comment")
    return mark_safe(FIELDS.format(*map(conditional_escape, values)))  # noqa: S308  escaped here
