from audit.models import Event
from core.errors import StaleState
from monthly.states import SHARED, WITH_ENGINEER, MonthlyState


class ValidationTakenOver(StaleState):
    """Somebody else, the manager or their stand-in, is validating the month."""

    def __init__(self, review):
        name = review.reviewer.first_name
        super().__init__(
            f"{name} is validating this month now, so nothing was saved. "
            f"If you should do it after all, open the page and take over from {name}.",
            review,
        )


def require_validating(monthly_review):
    """Raise `StaleState`, which says what happened, unless the manager can validate the month."""
    state = monthly_review.state
    if state == MonthlyState.VALIDATING:
        return
    name = monthly_review.engineer.first_name
    if state in WITH_ENGINEER and _was_recalled(monthly_review):
        sentence = (
            f"{name} recalled the self-assessment. You get a notice once it is sent again, and "
            "what you had saved is still there."
        )
    elif state in WITH_ENGINEER:
        sentence = f"{name} has not sent the self-assessment yet."
    elif state in SHARED:
        sentence = "The validation has already been sent."
    else:
        sentence = f"This month is closed as {monthly_review.get_state_display().lower()}."
    raise StaleState(sentence, monthly_review)


def _was_recalled(monthly_review):
    label = monthly_review._meta.label_lower
    events = Event.objects.filter(subject_label=label, subject_id=monthly_review.pk)
    return events.filter(verb="self-assessment recalled").exists()
