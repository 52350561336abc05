"""How far a cycle is, as blocks, without a template for each."""

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def progress_blocks(progress):
    """One block for each pairing of a `pairing.queries.progress.Progress`."""
    blocks = [f'<span data-state="{state}"></span>' for state in progress.blocks]
    return mark_safe("\n".join(blocks))  # noqa: S308  states of our own
