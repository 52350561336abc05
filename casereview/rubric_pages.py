"""Rubric pages with the pools that use them, which `rubrics` cannot know on its lower floor."""

from collections import defaultdict

from django.shortcuts import get_object_or_404, render

from core.screen import screen
from pairing.models import Pool
from rubrics import queries
from rubrics.forms import PreviewForm
from rubrics.models import Rubric


@screen("GET")
def rubrics(request):
    page = queries.list_page(request.user)
    used_by = pools_by_rubric(request.user)
    for rubric in [*page["rubrics"], *page["archived"]]:
        rubric.used_by = used_by[rubric.pk]
    return render(request, "rubrics/rubrics.html", page)


@screen("GET")
def rubric(request, pk):
    chosen = get_object_or_404(Rubric.objects.visible_to(request.user), pk=pk)
    page = queries.rubric_page(chosen, request.user)
    context = {
        "preview": PreviewForm(page["rows"]),
        "used_by": pools_by_rubric(request.user)[chosen.pk],
    }
    return render(request, "rubrics/rubric.html", page | context)


def pools_by_rubric(user):
    """The pools that `user` may see, by the id of the rubric of their next draw."""
    used_by = defaultdict(list)
    for pool in Pool.objects.visible_to(user):
        used_by[pool.rubric_id].append(pool)
    return used_by
