"""Who acts for a manager who is away."""

from django.db.models import Q

from core.dates import format_short_day
from monthly.models import StandIn
from monthly.states import StandInState
from people.models import User
from people.queries import is_manager


def active_stand_ins(monthly_review):
    """The people who act for its manager now, because a due date lies in the days they stand in."""
    is_due_then = Q()
    for day in monthly_review.due_days:
        is_due_then |= Q(first_day__lte=day, last_day__gte=day)
    stand_ins = StandIn.objects.active().filter(is_due_then, manager=monthly_review.manager_id)
    stand_ins = stand_ins.exclude(person=monthly_review.engineer_id)
    people = User.objects.active().filter(pk__in=stand_ins.values("person"))
    return list(people.order_by("name", "pk"))


def acting_managers(monthly_review):
    """The manager, and the people who stand in now."""
    people = [monthly_review.manager, *active_stand_ins(monthly_review)]
    return [person for person in people if person.is_active]


def can_be_named(person, manager):
    """Whether `person` can stand in for `manager`: any other active colleague."""
    return possible_stand_ins(manager).filter(pk=person.pk).exists()


def possible_stand_ins(manager):
    """Active colleagues; `manager` is who is away, None if that is not known yet."""
    people = User.objects.active()
    return people.exclude(pk=manager.pk) if manager else people


def find_overlap(manager, first_day, last_day, exclude=None):
    """Who stands in for `manager` on some of these days already, as a sentence; or ""."""
    others = StandIn.objects.not_over().filter(manager=manager)
    others = others.filter(first_day__lte=last_day, last_day__gte=first_day)
    if exclude:
        others = others.exclude(pk=exclude.pk)
    other = others.select_related("person").first()
    if other is None:
        return ""
    first = format_short_day(other.first_day, first_day)
    last = format_short_day(other.last_day, first_day)
    return f"{other.person} already stands in from {first} to {last}. Change those days instead."


def stand_ins_page(user, day):
    """Those of `user` as a manager, those where they stand in, and all others for coordinators."""
    rows = StandIn.objects.visible_to(user).not_over().select_related("manager", "person")
    rows = list(rows.order_by("first_day", "manager__name", "pk"))
    for row in rows:
        row.is_active = row.state == StandInState.ACTIVE
    return {
        "yours": [row for row in rows if row.manager_id == user.pk],
        "for_others": [row for row in rows if row.person_id == user.pk],
        "others": [row for row in rows if user.pk not in (row.manager_id, row.person_id)],
        "is_manager": is_manager(user, day),
        "today": day,
    }
