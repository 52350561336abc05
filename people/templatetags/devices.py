from django import template
from ua_parser import parse_os, parse_user_agent

from core.text import one_line

register = template.Library()


@register.filter
def device(user_agent):
    """A User-Agent header in words, such as "Firefox on Windows"; unknown ones are cut."""
    browser = parse_user_agent(user_agent)
    system = parse_os(user_agent)
    if browser and system:
        return f"{browser.family} on {system.family}"
    return one_line(user_agent, 40) or "Unknown"
