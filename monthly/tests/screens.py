"""Screens of monthly reviews, as axe and `make shots` look at them."""

from django.urls import reverse

from monthly.models import MonthlyReview, StandIn
from people.models import User

DAILY = {"monthly", "monthly_review"}
NO_PAGES = {}
SHOTS = {
    "ana.duarte": ("month_talk",),
    "grace.tremblay": ("month_talk_blind",),
    "nadia.rossi": (
        "/monthly/team/",
        "/monthly/team/open/",
        "month_validate",
        "month_validate_blind",
        "month_redraw",
        "month_excuse",
        "/monthly/stand-ins/",
        "month_stand_in",
    ),
    "pia.keller": ("/monthly/settings/", "month_team_settings"),
    "hana.kim": ("/monthly/", "/monthly/answers/", "month_choose", "month_draw"),
}


def find_places(hana):
    month = MonthlyReview.objects.visible_to(hana).filter(engineer=hana).latest("month")
    talks = MonthlyReview.objects.filter(state="discussing").order_by("pk")
    return {
        "month_talk": reverse("monthly_review", args=[talks.first().pk]),
        "month_talk_blind": reverse("monthly_review", args=[talks.last().pk]),
        "month_validate": find_case_to_validate(is_blind=False),
        "month_validate_blind": find_case_to_validate(is_blind=True),
        "month_redraw": find_selecting("monthly_redraw"),
        "month_excuse": find_selecting("monthly_excuse"),
        "month_stand_in": reverse("monthly_stand_in", args=[find_stand_in().pk]),
        "month_team_settings": reverse("monthly_team_settings", args=[month.team_id]),
        "month_choose": reverse("monthly_choose", args=[month.pk]),
        "month_draw": reverse("monthly_draw", args=[month.pk]),
    }


def find_case_to_validate(is_blind):
    """A case that Nadia can validate, as a manager or a stand-in."""
    months = MonthlyReview.objects.managed_by(find_nadia())
    month = months.filter(state="validating", is_blind=is_blind).latest("month", "pk")
    case = month.selections.current().first().case_id
    return reverse("monthly_validate", args=[month.pk, case])


def find_selecting(name):
    months = MonthlyReview.objects.filter(manager=find_nadia(), state="selecting")
    return reverse(name, args=[months.latest("month", "pk").pk])


def find_stand_in():
    """The one that Nadia has named for herself."""
    return StandIn.objects.not_over().filter(manager=find_nadia()).latest("pk")


def find_nadia():
    return User.objects.get(email__startswith="nadia.rossi")
