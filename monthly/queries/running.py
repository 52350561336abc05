"""What the sweeps look through: open months, and stand-ins that are not over."""

from datetime import timedelta

from django.db.models import Q

from core.shared_queries import share_queries
from monthly.models import MonthlyReview, StandIn
from monthly.queries.openings import has_next_opened
from monthly.schedule import month_of
from monthly.states import BEFORE_SHARED
from people.models import Membership, User
from people.queries import managers_of, today

AHEAD = timedelta(days=1)  # it may already be tomorrow in another zone


def open_months_of(engineer):
    return MonthlyReview.objects.open().filter(engineer=engineer).order_by("pk")


def months_to_close(now):
    """Open months whose next one has opened in their zone."""
    this_month = month_of((now + AHEAD).date())
    months = MonthlyReview.objects.open().filter(month__lt=this_month)
    months = months.select_related("engineer", "manager").order_by("month", "pk")
    with share_queries():
        return [month for month in months if has_next_opened(month, now)]


def months_to_move(now):
    """(month, new manager) where the engineer has another active main manager today."""
    months = MonthlyReview.objects.filter(state__in=BEFORE_SHARED)
    months = list(months.select_related("engineer", "manager").order_by("pk"))
    manager_of = managers_of({month.engineer_id for month in months}, today(now))
    people = User.objects.in_bulk(set(manager_of.values()))
    moves = []
    for monthly_review in months:
        manager = people.get(manager_of.get(monthly_review.engineer_id))
        if manager and manager.pk not in (monthly_review.manager_id, monthly_review.engineer_id):
            moves.append((monthly_review, manager))
    return moves


def engineers_gone(now):
    """Engineers with an open month who have left, or have no main team today."""
    members = Membership.objects.on(today(now)).filter(is_primary=True)
    months = MonthlyReview.objects.open()
    people = User.objects.filter(pk__in=months.values("engineer"))
    return people.filter(Q(is_active=False) | ~Q(pk__in=members.values("user"))).order_by("pk")


def stand_ins_to_update():
    return StandIn.objects.not_over().select_related("manager", "person").order_by("pk")


def months_to_remind():
    """Open months with the absences of the people concerned, each with the people who are `acting`
    as its manager now: the stand-ins, or the manager."""
    months = MonthlyReview.objects.open().select_related("engineer", "manager")
    months = months.prefetch_related("engineer__absences", "manager__absences")
    stand_ins = list(StandIn.objects.active().select_related("person"))
    for monthly_review in months.order_by("pk"):
        monthly_review.acting = _find_acting(monthly_review, stand_ins)
        yield monthly_review


def _find_acting(monthly_review, stand_ins):
    acting = [
        stand_in.person
        for stand_in in stand_ins
        if stand_in.manager_id == monthly_review.manager_id
        and stand_in.person_id != monthly_review.engineer_id
        and any(stand_in.first_day <= day <= stand_in.last_day for day in monthly_review.due_days)
    ]
    return acting or [monthly_review.manager]
