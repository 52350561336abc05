from django.shortcuts import render

from core.screen import screen
from monthly.queries.answer_history import answers_over_time


@screen("GET")
def answers(request):
    """Your own answers over time. Nobody else can open this page."""
    criteria = list(answers_over_time(request.user))
    return render(request, "monthly/answer_history.html", {"criteria": criteria})
