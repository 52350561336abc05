"""django-lucide's tag, with each drawing made once: it builds the SVG anew every time, and a page has sixty of them.

The settings put this in the place of its library, so that templates and editors know it by its usual name.
"""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide as draw

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1024)
def lucide(name, **attributes):
    return draw(name, **attributes)
