from django import template
from user_agents import parse

register = template.Library()


@register.filter
def device(agent):
    """What a User-Agent header says in words, as in "Firefox on Windows"; an odd one as it is, cut short."""
    seen = parse(agent)
    names = [seen.browser.family, seen.os.family]
    if "Other" not in names:
        return " on ".join(names)
    return (agent if len(agent) <= 40 else f"{agent[:39]}…") or "Unknown"
