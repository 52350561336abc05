"""Pages that span practices: each app brings its rows, this floor puts them on one page."""

from django.shortcuts import render
from django.utils import timezone

from core.screen import screen


@screen("GET")
def my_week(request):
    return render(request, "casereview/my_week.html", {"now": timezone.now()})


@screen("GET")
def case(request, pk):
    return render(request, "cases/case.html", {})
