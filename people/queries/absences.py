from datetime import timedelta

from core.app_config import find_contributions
from core.prepared_queries import prepared_query
from core.shared_queries import shared_query
from people.models import Absence

DAY = timedelta(days=1)


@shared_query
@prepared_query
def absences_from(user, day):
    """Rows of the person's own absences that are not over on `day`, in order."""
    absences = Absence.objects.visible_to(user).not_over(day).order_by("first_day")
    return absences.values_list("first_day", "last_day")


def absence_on(user, day):
    """The person's own absence that covers `day`, or None."""
    coming = absences_from(user, day)
    return coming[0] if coming and coming[0].first_day <= day else None


def with_effects(person, absences, now, *, reader):
    """`absences` (of `person`), each with `effects`: what it does, as sentences for `reader`."""
    for absence in absences:
        absence.effects = []
    for _, effects_of_absences in find_contributions("queries", "effects_of_absences"):
        effects = effects_of_absences(person, absences, now, reader=reader)
        for absence in absences:
            absence.effects += effects.get(absence.pk, [])
    return absences


def find_absence_conflict(person, first_day, last_day, *, reader, exclude=None):
    """The absence that overlaps these days, as a sentence for `reader` with a way out; or None."""
    others = Absence.objects.filter(user=person).overlapping(first_day, last_day)
    if exclude:
        others = others.exclude(pk=exclude.pk)
    other = others.first()
    if other is None:
        return None
    whose = "your" if reader.pk == person.pk else f"{person.first_name}’s"
    overlap = _span(max(first_day, other.first_day), min(last_day, other.last_day))
    advice = _advice(other, first_day, last_day)
    return f"{overlap} is already in {whose} absence {_days_of(other)}. {advice}"


def _advice(other, first_day, last_day):
    if other.first_day <= first_day and last_day <= other.last_day:
        return "There is nothing to add. Change that absence if its days are wrong."
    if other.first_day <= first_day:
        return f"Start on {_format(other.last_day + DAY)}, or change that one."
    if last_day <= other.last_day:
        return f"End on {_format(other.first_day - DAY)}, or change that one."
    return "Extend that absence instead."


def _days_of(absence):
    if absence.first_day == absence.last_day:
        return f"of {_format(absence.first_day)}"
    return f"from {_format(absence.first_day)} to {_format(absence.last_day)}"


def _span(first, last):
    if first == last:
        return _format(first)
    if first.month == last.month:
        return f"{first.day} to {_format(last)}"
    return f"{_format(first)} to {_format(last)}"


def _format(day):
    return f"{day.day} {day:%B}"
