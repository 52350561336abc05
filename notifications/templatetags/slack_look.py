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
    for match in PART.finditer(text):
        made += [plain(text[end : match.start()]), drawn(match)]
        end = match.end()
    return format_html_join("", "{}", [(part,) for part in [*made, plain(text[end:])]])


def drawn(match):
    if match["url"] is not None:
        return format_html('<a href="{}">{}</a>', match["url"], plain(match["words"]))
    for name, html in HTML.items():
        if match[name] is not None:
            return format_html(html, plain(match[name]))
    return format_html("<br>{}", "")


@register.filter
def plain(text):
    """What Slack shows for the three entities that it knows."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
