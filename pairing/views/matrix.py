from django.shortcuts import render
from django.utils import timezone

from core.screen import screen
from pairing.queries.matrix import matrix_page
from pairing.queries.pools import cycle_tabs
from pairing.rules import can_run
from pairing.views.draws import visible_pool


@screen("GET")
def matrix(request, slug):
    pool, now = visible_pool(request, slug), timezone.now()
    runs = can_run(request.user, pool)
    asked = {
        "person": request.GET.get("person", ""),
        "former": "former" in request.GET,
        "whole": "whole" in request.GET,
    }
    context = {"pool": pool, "runs": runs, "mondays": cycle_tabs(pool, now), "tab": "matrix"}
    return render(
        request,
        "pairing/matrix.html",
        context | matrix_page(pool, request.user, now, runs=runs, **asked),
    )
