"""For the pages before signing in: the people of the demo, set-up and mail."""

from django import template
from django.conf import settings

from people.models import User
from people.personas import demo_personas, may_use_demo
from people.queries import is_set_up

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_people(context):
    """The personas in order; none where the one-click sign-in is closed."""
    if not may_use_demo(context["request"]):
        return []
    return find_demo_people()


def find_demo_people():
    """The personas in order, as {"person", "blurb"}; those who are not active are left out."""
    personas = demo_personas()
    people = {person.email: person for person in User.objects.active().filter(email__in=personas)}
    return [
        {"person": people[email], "blurb": blurb}
        for email, blurb in personas.items()
        if email in people
    ]


@register.simple_tag
def can_send_mail():
    """Whether a link to reset a password can reach anybody."""
    return settings.MAIL_CONFIGURED


@register.simple_tag
def setup_open():
    """Whether set-up has not been done yet, so that the page leads there."""
    return not settings.DEMO and not is_set_up()
