"""How a month ended, in words for the two."""

from core.text import join_words
from monthly.schedule import next_month
from monthly.states import Excuse, Missing, MonthlyState

NUMBERS = ("none", "one", "two")


def explain_ending(monthly_review, user):
    """Why an excused or incomplete month is read-only, as a sentence; empty for any other."""
    if monthly_review.state == MonthlyState.INCOMPLETE:
        following = next_month(monthly_review.month)
        missing = [Missing(part).label for part in monthly_review.missing]
        verb = "was" if len(missing) == 1 else "were"
        reason = f"{_capitalised(join_words(missing))} {verb} missing" if missing else "It was open"
        return f"{reason} when {following:%B} opened, so this month closed as incomplete."
    if monthly_review.state == MonthlyState.EXCUSED:
        return f"This month is excused: {_explain_excuse(monthly_review, user)}."
    return ""


def find_outcome(monthly_review, selections):
    """ "November: two of two validated"; empty until the validation is sent."""
    if not monthly_review.validated_at:
        return ""
    count = NUMBERS[len(selections)]
    return f"{monthly_review.month:%B}: {count} of {count} validated"


def _explain_excuse(monthly_review, user):
    is_engineer = user.pk == monthly_review.engineer_id
    name = "you" if is_engineer else monthly_review.engineer.first_name
    was = "were" if is_engineer else "was"
    if monthly_review.excuse == Excuse.LEFT:
        return f"{name} left the team"
    if monthly_review.excuse == Excuse.AWAY:
        return f"{name} {was} away"
    return monthly_review.excuse_note.rstrip(".") or "for another reason"


def _capitalised(words):
    return words[:1].upper() + words[1:]
