from django.shortcuts import render
from django.utils import timezone

from core.screen import screen
from pairing.queries import cycle_tabs, matrix_page
from pairing.rules import can_manage_pool
from pairing.views.draws import visible_pool


@screen("GET")
def matrix(request, slug):
    pool = visible_pool(request, slug)
    now = timezone.now()
    can_manage = can_manage_pool(request.user, pool)
    page = matrix_page(
        pool,
        request.user,
        now,
        can_manage=can_manage,
        person=request.GET.get("person", ""),
        former="former" in request.GET,
        whole="whole" in request.GET,
    )
    context = {
        "pool": pool,
        "can_manage": can_manage,
        "cycle_tabs": cycle_tabs(pool, now),
        "tab": "matrix",
    }
    return render(request, "pairing/matrix.html", context | page)
