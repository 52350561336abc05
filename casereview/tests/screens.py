"""Screens that span practices, as axe and `make shots` look at them."""

from django.urls import reverse
from django.utils import timezone

from pairing.tests.screens import latest_pairing
from reviews.queries import offered_cases

DAILY = {"my_week", "case"}
NO_PAGES = {"sent_tests": "a fragment of the status page"}
SHOTS = {
    "everybody": ("/",),
    "hana.kim": ("case", "customer"),
    "ruth.amsel": ("/admin/", "/admin/people/user/"),
}


def find_places(hana):
    offered = offered_cases(latest_pairing(hana), now=timezone.now())[0]
    case = offered.select_related("customer").latest("updated_at")
    return {
        "case": reverse("case", args=[case.pk]),
        "customer": reverse("customer", args=[case.customer_id]),
    }
