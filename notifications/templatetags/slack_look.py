"""`{{ text|mrkdwn }}`: the part of Slack's markup that our messages use, as HTML for previews."""

import re

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()
PART = re.compile(
    r"<(?P<url>[^|>]*)\|(?P<words>[^>]*)>|`(?P<code>[^`]*)`|(?m:^)\*(?P<bold>[^*\n]*)\*|(?m:^)_(?P<italic>[^_\n]*)_|\n"
)
HTML = {
    "code": '<code class="slack__code">{}</code>',
    "bold": "<strong>{}</strong>",
    "italic": "<em>{}</em>",
}


@register.filter
def mrkdwn(text):
    made = []
    end = 0
    for found in PART.finditer(text):
        made += [plain(text[end : found.start()]), drawn(found)]
        end = found.end()
    return format_html_join("", "{}", [(part,) for part in [*made, plain(text[end:])]])


def drawn(found):
    if found["url"] is not None:
        return format_html('<a href="{}">{}</a>', found["url"], plain(found["words"]))
    for name, html in HTML.items():
        if found[name] is not None:
            return format_html(html, plain(found[name]))
    return format_html("<br>{}", "")


@register.filter
def plain(text):
    """What Slack shows for the three entities that it knows."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
