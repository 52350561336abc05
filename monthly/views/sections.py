"""Which page of the section row is current on the pages of a month."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from monthly.queries.validations import managed_months


def get_managed_month(request, pk):
    """A month that the user manages, or 404."""
    monthly_review = get_object_or_404(managed_months(request.user), pk=pk)
    set_team_section(request)
    return monthly_review


def set_team_section(request):
    """Mark "My team": the page is about somebody else's month, or about the team of a manager."""
    request.section_path = reverse("monthly_team")
