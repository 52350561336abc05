"""Who acts for a manager who is away."""

from django.db.models import Q

from monthly.models import StandIn
from people.models import User


def active_stand_ins(monthly_review):
    """The people who act for its manager now, because a due date lies in the days they stand in."""
    due_days = (
        monthly_review.self_due_on,
        monthly_review.validation_due_on,
        monthly_review.talk_due_on,
    )
    is_due_then = Q()
    for day in due_days:
        is_due_then |= Q(first_day__lte=day, last_day__gte=day)
    stand_ins = StandIn.objects.active().filter(is_due_then, manager=monthly_review.manager_id)
    stand_ins = stand_ins.exclude(person=monthly_review.engineer_id)
    people = User.objects.active().filter(pk__in=stand_ins.values("person"))
    return list(people.order_by("name", "pk"))


def acting_managers(monthly_review):
    """The manager, and the people who stand in now."""
    people = [monthly_review.manager, *active_stand_ins(monthly_review)]
    return [person for person in people if person.is_active]
