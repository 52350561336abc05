from people.models import Absence


def absence_on(user, day):
    """The person's own absence that covers `day`, or None."""
    return Absence.objects.filter(user=user).overlapping(day, day).first()


def absence_clash(person, first_day, last_day, *, reader, leaving_out=None):
    """What stands against these days, as a sentence for `reader` that names the way out; None where nothing does."""
    others = Absence.objects.filter(user=person).overlapping(first_day, last_day)
    if leaving_out:
        others = others.exclude(pk=leaving_out.pk)
    other = others.first()
    if other is None:
        return None
    whose = "your" if reader.pk == person.pk else f"{person.first_name}’s"
    shared = _span(max(first_day, other.first_day), min(last_day, other.last_day))
    return f"{shared} is already in {whose} absence {_which(other)}. {_way_out(other, first_day, last_day)}"


def _way_out(other, first_day, last_day):
    if other.first_day <= first_day and last_day <= other.last_day:
        return "There is nothing to add; change that one if its days are wrong."
    if other.first_day <= first_day:
        return f"Start on {_say(_after(other.last_day))}, or change that one."
    if last_day <= other.last_day:
        return f"End on {_say(_before(other.first_day))}, or change that one."
    return "Change that one to the longer time instead."


def _which(absence):
    if absence.first_day == absence.last_day:
        return f"of {_say(absence.first_day)}"
    return f"from {_say(absence.first_day)} to {_say(absence.last_day)}"


def _span(first, last):
    if first == last:
        return _say(first)
    return (
        f"{first.day} to {_say(last)}"
        if first.month == last.month
        else f"{_say(first)} to {_say(last)}"
    )


def _say(day):
    return f"{day.day} {day:%B}"


def _after(day):
    return day.fromordinal(day.toordinal() + 1)


def _before(day):
    return day.fromordinal(day.toordinal() - 1)
