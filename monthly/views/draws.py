from django.shortcuts import get_object_or_404, render

from core.screen import screen
from monthly.models import MonthlyReview
from monthly.queries.draws import draws_of
from monthly.rules import is_engineer
from monthly.views.sections import set_team_section


@screen("GET")
def draw(request, pk):
    """The proof of the draw: seed, frozen inputs, and whether they still give the same case."""
    months = MonthlyReview.objects.visible_to(request.user).select_related("engineer", "manager")
    monthly_review = get_object_or_404(months, pk=pk)
    is_mine = is_engineer(request.user, monthly_review)
    if not is_mine:
        set_team_section(request)
    context = {
        "monthly_review": monthly_review,
        "is_mine": is_mine,
        "draws": draws_of(monthly_review),
    }
    return render(request, "monthly/draw.html", context)
