"""What an absence does to a person's months, in sentences for their profile."""

from django.db.models import Q

from core.dates import format_short_day
from core.text import count_of
from core.weeks import today_in
from monthly.models import MonthlyReview, StandIn
from monthly.states import BEFORE_SHARED, WITH_ENGINEER

READ_OF_MONTH = (
    "month",
    "state",
    "zone",
    "opened_at",
    "self_due_on",
    "validation_due_on",
    "talk_due_on",
    "engineer_id",
    "manager_id",
)


def effects_of_absences(person, absences, now, *, reader):
    """What each of `absences` (of `person`) does, as {its pk: sentences for `reader`}.

    Only about months that `reader` may see: a manager of another team learns nothing.
    """
    if not absences:
        return {}
    months = MonthlyReview.objects.visible_to(reader).open()
    months = months.filter(Q(engineer=person) | Q(manager=person))
    months = list(months.only(*READ_OF_MONTH).order_by("month", "pk"))
    own = [each for each in months if each.engineer_id == person.pk]
    managed = [each for each in months if each.manager_id == person.pk]
    stand_ins = StandIn.objects.not_over().filter(manager=person) if managed else []
    covered = [(each.first_day, each.last_day) for each in stand_ins]
    effects = {}
    for absence in absences:
        sentences = [_about_own(each, absence, person, reader, now) for each in own]
        sentences.append(_about_managed(managed, absence, covered, person, reader))
        effects[absence.pk] = [sentence for sentence in sentences if sentence]
    return effects


def _about_own(monthly_review, absence, person, reader, now):
    """The due day that follows from the absence; empty if it lies outside of the month's days."""
    opened_on = today_in(monthly_review.zone, monthly_review.opened_at)
    if absence.last_day <= opened_on or absence.first_day > monthly_review.talk_due_on:
        return ""
    is_own = reader.pk == person.pk
    whose = "Your" if is_own else f"{person.first_name}’s"
    month = f"{monthly_review.month:%B}"
    today = today_in(reader.time_zone, now)
    if monthly_review.state in WITH_ENGINEER:
        day = format_short_day(monthly_review.self_due_on, today)
        return f"{whose} {month} self-assessment is due {day}."
    day = format_short_day(monthly_review.talk_due_on, today)
    return f"{whose} {month} talk is due {day}."


def _about_managed(months, absence, covered, person, reader):
    """How many months wait for a manager who is away, if nobody stands in on these days."""
    waiting = [each for each in months if _is_missed(each, absence, covered)]
    if not waiting:
        return ""
    count = count_of(len(waiting), "monthly review is", "monthly reviews are")
    if reader.pk == person.pk:
        return f"{count} due during this time. Name a stand-in under Monthly."
    return f"{count} due during this time, and nobody stands in for {person.first_name}."


def _is_missed(monthly_review, absence, covered):
    days = [monthly_review.talk_due_on]
    if monthly_review.state in BEFORE_SHARED:
        days.append(monthly_review.validation_due_on)
    missed = [day for day in days if absence.first_day <= day <= absence.last_day]
    return any(not any(first <= day <= last for first, last in covered) for day in missed)
