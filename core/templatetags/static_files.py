"""Django's `static` tag with a cache: an address never changes while a process runs.

The settings register this in place of its library, so templates load it under the usual name.
"""

from functools import lru_cache

from django import template
from django.templatetags.static import static as find_address

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def static(path):
    return find_address(path)
