"""The members of a pool, without a template: its settings list fifty of them."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.templatetags.casereview import avatar, short_day
from core.templatetags.icons import lucide

register = template.Library()


@register.simple_tag
def member_items(members, pool, is_reading=False):
    """The items of a list of `pairing.queries.pools.Member`.

    With a button to remove each and the days of absences, unless the page is only for reading.
    """
    address = ("", "")
    if not is_reading:
        address = reverse("pool_member_remove", args=[pool.slug, 0]).rsplit("/0/", 1)
    items = []
    for member in members:
        name = escape(member.person.name)
        note = _note(member, is_reading)
        remove = "" if is_reading else _remove(f"/{member.person.pk}/".join(address), name)
        items.append(f"<li>{avatar(member.person, 's')}<span>{name}{note}</span>{remove}</li>")
    return mark_safe("\n".join(items))  # noqa: S308  names are escaped


def _note(member, is_reading):
    if member.away_until and not is_reading:
        return f" <small>away to {short_day(member.away_until)}</small>"
    if not member.since:
        return ""
    word = "from" if member.is_later else "since"
    return f" <small>{word} {short_day(member.since)}</small>"


def _remove(address, name):
    icon = lucide("x", size=16, aria_hidden="true")
    return (
        f'<button form="remove" formaction="{address}" aria-label="Remove {name}">{icon}</button>'
    )
