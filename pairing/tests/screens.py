"""Screens of pairing, as axe and `make shots` look at them."""

from django.urls import reverse
from django.utils import timezone

from pairing.models import Draw, Pairing
from pairing.queries.attention import list_broken, running_pairings

DAILY = {"draw (drawn)"}
NO_PAGES = {"draw_inputs": "a file"}
SHOTS = {
    "everybody": ("/draws/", "/pools/"),
    "hana.kim": ("colleague", "draw", "pool", "guidance", "matrix", "mine", "swap"),
    "nadia.rossi": (
        *("draw", "draw now", "pool", "upcoming", "exclusions", "guidance edit"),
        *("redraw", "repair", "repair this pair"),
    ),
    "pia.keller": ("/pools/new/",),
}


def latest_pairing(reviewer):
    """Theirs in the running cycle."""
    draw = Draw.objects.latest("cycle__monday")
    pairings = Pairing.objects.select_related("owner", "reviewer", "draw__cycle__pool")
    return pairings.get(draw=draw, reviewer=reviewer)


def find_places(hana):
    pairing = latest_pairing(hana)
    cycle = pairing.draw.cycle
    slug = cycle.pool.slug
    broken = list_broken(running_pairings(Pairing.objects.all()), timezone.now())
    repair = reverse("repair", args=[slug, cycle.monday])
    return {
        "colleague": reverse("person", args=[pairing.owner_id]),
        "draw": reverse("draw", args=[slug, cycle.monday]),
        "draw now": reverse("draw_now", args=[slug, cycle.ends_on]),
        "exclusions": reverse("exclusions", args=[slug]),
        "guidance": reverse("pool_guidance", args=[slug]),
        "guidance edit": reverse("pool_guidance_edit", args=[slug]),
        "matrix": reverse("matrix", args=[slug]),
        "mine": reverse("my_draws"),
        "pool": reverse("pool", args=[slug]),
        "redraw": reverse("redraw", args=[slug, cycle.monday]),
        "repair": repair,
        "repair this pair": broken[0].repair_url if broken else repair,
        "swap": reverse("swap_ask", args=[pairing.pk]),
        "upcoming": reverse("draw", args=[slug, cycle.ends_on]),
    }
