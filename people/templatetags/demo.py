"""What the sign-in page asks about this deployment: is it the demo, and is it set up at all?"""

from django import template
from django.conf import settings

from people.models import User
from people.personas import demo_personas
from people.queries import is_set_up

register = template.Library()


@register.simple_tag
def demo_people():
    """The personas that are here, in their order, as {"person", "blurb"}; none unless this is the demo."""
    if not settings.DEMO:
        return []
    personas = demo_personas()
    people = {person.email: person for person in User.objects.active().filter(email__in=personas)}
    return [
        {"person": people[email], "blurb": blurb}
        for email, blurb in personas.items()
        if email in people
    ]


@register.simple_tag
def setup_open():
    """Whether nobody has set the product up yet, so that the door leads there."""
    return not settings.DEMO and not is_set_up()
