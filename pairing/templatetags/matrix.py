"""Cells of the matrix: hundreds per page, too many for the template engine."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()

NOW = '<span class="vh">this cycle</span>'


@register.simple_tag
def counted_cells(cells):
    """The cells of a reviewer in a large pool: how often and when, without words to read aloud."""
    return mark_safe("".join(_counted(cell) for cell in cells))  # noqa: S308  numbers and days alone


@register.simple_tag
def spoken_cells(cells, has_first_stop):
    """The cells of a reviewer, each with words for the tooltip and for screen readers.

    The arrow keys move between cells, so one cell of the table is a tab stop: the second of the
    first row, as the first is nobody's.
    """
    html = [_spoken(cell, 0 if has_first_stop and at == 1 else -1) for at, cell in enumerate(cells)]
    return mark_safe("".join(html))  # noqa: S308  names are escaped


@register.simple_tag
def meeting(cell):
    """How often and when two people met, in the list of one person's meetings."""
    day = f"<small>{cell.last}</small>" if cell.days else ""
    now = NOW if cell.is_now else ""
    html = (
        f'<span class="meet__cell"><span class="cell" data-level="{cell.marks}">{cell.often}</span>'
        f"{day}{now}</span>"
    )
    return mark_safe(html)  # noqa: S308  numbers and days alone


def _counted(cell):
    return f'<td class="cell" data-level="{cell.marks}">{_count(cell)}</td>'


def _spoken(cell, tabindex):
    if not cell.voice:
        return '<td class="cell" data-level="self"></td>'
    lines = ". ".join(f"<span>{escape(line)}</span>" for line in cell.voice)
    return (
        f'<td class="cell" data-level="{cell.marks}" tabindex="{tabindex}">'
        f'<span aria-hidden="true">{_count(cell)}</span><span class="vh">{lines}</span></td>'
    )


def _count(cell):
    return f"<b>{cell.often}</b><small>{cell.last}</small>" if cell.days else ""
