from django.shortcuts import render

from core.screen import screen


@screen("GET")
def mine(request):
    """Your own months."""
    return render(request, "monthly/mine.html", {})
