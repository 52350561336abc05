from django.urls import reverse

from audit.models import Event
from core.drafts import StaleDraft, find_differences
from core.errors import StaleState
from core.form_recovery import BASE_PREFIX
from monthly.discussion_input import NOTES, note_name, value_name
from monthly.states import SHARED, WITH_ENGINEER, MonthlyState
from reviews.states import AnswerValue


class ValidationTakenOver(StaleState):
    """Somebody else, the manager or their stand-in, is validating the month."""

    def __init__(self, review):
        name = review.reviewer.first_name
        super().__init__(
            f"{name} is validating this month now, so nothing was saved. "
            f"To do it yourself, open the page and take over from {name}.",
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


class StaleDiscussion(StaleDraft):
    """Somebody changed a field of the talk that this page has changed as well."""

    noun = "page"
    form_id = "discussion"

    def __init__(self, monthly_review, differences, saved, typed, conflicts):
        rows = [
            (title, show(typed[name]), show(saved[name]))
            for name, title, show in _list_fields(differences)
            if name in conflicts
        ]
        super().__init__(
            "Both of you have changed the same text since you opened the page.",
            monthly_review,
            differences=find_differences(rows),
            version=monthly_review.version,
            edit_url=reverse("monthly_review", args=[monthly_review.pk]),
            save_url=reverse("monthly_notes", args=[monthly_review.pk]),
        )
        self.base = {f"{BASE_PREFIX}{name}": saved[name] for name in conflicts}

    def typed_again(self, posted):
        """The posted pairs; what is in conflict is based on what is saved now."""
        return [(name, self.base.get(name, value)) for name, value in super().typed_again(posted)]


def _list_fields(differences):
    """(name, title, how to show it) of each field of the talk."""
    fields = []
    for difference in differences:
        title = difference.title
        fields.append((value_name(difference), f"Agreed answer: {title}", _show_value))
        fields.append((note_name(difference), f"What you agreed: {title}", str))
    return [*fields, (NOTES, "Notes", str)]


def _show_value(value):
    return AnswerValue(value).label if value else "Keep both"
