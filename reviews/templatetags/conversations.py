"""A message of the case beside the form, built in Python because there are many."""

import html

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import mark_safe

from core.templatetags.casereview import avatar, clock, markdown, when
from core.templatetags.icons import lucide

register = template.Library()


@register.simple_tag
def message(row, quote_url, criterion, has_keys):
    """`row` is a `queries.conversations.Row`; its button quotes it in `criterion` at `quote_url`.

    Without a `quote_url` there is no button.

    `has_keys` is whether the person uses shortcuts of a single key.
    """
    said = row.message
    internal = "" if said.is_public else ' class="internal"'
    button = ""
    if quote_url and said.body:
        button = _quote_button(row.key, quote_url, criterion, has_keys)
    return mark_safe(  # noqa: S308  the parts escape their texts
        f'<li id="message-{row.key}" data-message="{row.key}" tabindex="-1"{internal}>\n'
        f'{avatar(said.author)}\n<div class="convo__body">\n<div class="convo__head">\n'
        f"<strong>{html.escape(str(said.author))}</strong>\n{_role(said)}"
        f"{quoted_in(row.key, row.quoted_in)}\n"
        f"{when(said.at, 'start') if row.is_new_day else clock(said.at)}\n</div>\n"
        f'<div class="prose" dir="auto" data-words>\n{_body(said)}\n</div>\n{button}</div>\n</li>\n'
    )


@register.simple_tag
def quoted_in(key, positions, swap=False):
    """Links to the criteria that quote a message; with `swap` they replace those on the page."""
    icon = lucide("quote", size=12, aria_hidden="true")
    links = [
        f'<a class="pill pill--info pill--s" href="#criterion-{position}">\n'
        f"{icon} Quoted in {position}\n</a>\n"
        for position in positions
    ]
    out_of_band = ' hx-swap-oob="true"' if swap else ""
    return mark_safe(  # noqa: S308  numbers only
        f'<span id="quoted-in-{key}" class="quoted-in"{out_of_band}>\n{"".join(links)}</span>'
    )


def _role(said):
    if not said.is_public:
        icon = lucide("lock", size=12, aria_hidden="true")
        return f'<span class="pill pill--warn pill--s">\n{icon} Internal\n</span>\n'
    if said.role:
        return f'<span class="quiet tiny">{html.escape(said.role)}</span>\n'
    return ""


def _body(said):
    if not said.body:
        return '<p class="quiet">No text</p>'
    return linebreaksbr(said.body) if said.is_long else markdown(said.body)


def _quote_button(key, quote_url, criterion, has_keys):
    shortcut = '<kbd aria-hidden="true">Q</kbd>' if has_keys else ""
    number = criterion.position if criterion else ""
    return (
        f'<button class="quoter" form="rubric" formaction="{quote_url}" name="quote"'
        f' value="{key}">\n{lucide("quote", size=14, aria_hidden="true")}\n'
        f"<span>Quote in <span data-current-number>{number}</span></span>\n{shortcut}</button>\n"
    )
