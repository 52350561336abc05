"""django-lucide's tag with a cache: the original rebuilds each SVG, and a page has sixty.

The settings register this in place of its library, so templates load it under the usual name.
"""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide as draw

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1024)
def lucide(name, **attributes):
    return draw(name, **attributes)
