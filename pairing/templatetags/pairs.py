"""Rows of the table of pairs, without a template: the page of a draw has fifty of them."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.templatetags.casereview import person, state
from core.templatetags.icons import lucide

register = template.Library()


@register.simple_tag
def pair_row(row):
    """One `pairing.queries.draws.PairRow`."""
    pairing = row.pairing
    arrow = lucide("arrow-right", size=16, role="img", aria_label="reviews")
    html = (
        f"<tr{' data-mine' if row.is_own else ''}>"
        f"<td>{person(pairing.reviewer)}</td>"
        f'<td class="pairs__arrow">{arrow}</td>'
        f"<td>{person(pairing.owner)}</td>"
        f'<td class="why wide">{_why(row)}</td>'
        f"<td>{state(pairing.progress, pairing.progress_word)}</td>"
        f'<td class="end">{_more(row) if row.can_skip else ""}</td>'
        "</tr>"
    )
    return mark_safe(html)  # noqa: S308  names and reasons are escaped


def _why(row):
    why = escape(row.why)
    title = ""
    if row.why_more:
        more = escape(row.why_more)
        title = f' title="{why}: {more}"'
        why = f"{why} <small>· {more}</small>"
    skipped = f"<small>Skipped: {escape(row.skip_reason)}</small>" if row.skip_reason else ""
    return f'<div class="why__line"{title}>{why}</div>{skipped}'


def _more(row):
    """The menu of a pair that can be skipped."""
    pairing = row.pairing
    reviewer = escape(pairing.reviewer.first_name)
    owner = escape(pairing.owner.first_name)
    swap = ""
    if row.can_swap:
        icon = lucide("arrow-left-right", size=16, aria_hidden="true")
        swap = f'<a href="{reverse("swap_ask", args=[pairing.pk])}">{icon} Swap…</a>'
    icon = lucide("circle-minus", size=16, aria_hidden="true")
    skip = f'<a href="{reverse("skip_pairing", args=[pairing.pk])}">{icon} Skip…</a>'
    dots = lucide("ellipsis", size=18, aria_hidden="true")
    return (
        '<details class="more">'
        f'<summary aria-label="More about {reviewer}’s review of {owner}">{dots}</summary>'
        f'<div class="more__panel menu">{swap}{skip}</div></details>'
    )
