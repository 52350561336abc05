"""Single pairings, for the actions."""

from pairing.models import Pairing


def visible_pairings(user):
    """The pairings a person can see, with everything that actions need."""
    return Pairing.objects.visible_to(user).select_related("reviewer", "owner", "draw__cycle__pool")
