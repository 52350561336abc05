"""What the engineer and the manager do in a month, as the list beside the two cases."""

from dataclasses import dataclass
from datetime import date

from core.text import count_of
from monthly.states import SelectionKind


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to do; `state` is done, now or later."""

    label: str
    state: str
    detail: str = ""
    due_on: date | None = None


def list_parts(current):
    """The engineer's part of the month in order, the next thing marked as such."""
    monthly_review = current.monthly_review
    is_sent = not current.is_with_engineer
    things = [
        (f"Assess {_name_of(case)}", _detail_of(case), is_sent or case.part is None)
        for case in current.cases
    ]
    if current.own or (current.has_choice and not is_sent):
        things.insert(0, ("Choose a second case", "", current.own is not None))
    parts = []
    is_next_found = is_sent
    for label, detail, is_done in things:
        is_next = not is_done and not is_next_found
        is_next_found = is_next_found or is_next
        parts.append(Part(label, _state(is_done, is_next), "" if is_done else detail))
    is_one = len(current.cases) == 1 and not current.has_choice
    what = "it" if is_one else "both"
    label = f"Send {what} to {monthly_review.manager.first_name}"
    due_on = None if is_sent else monthly_review.self_due_on
    return [*parts, Part(label, _state(is_sent, not is_next_found), due_on=due_on)]


def _state(is_done, is_next):
    if is_done:
        return "done"
    return "now" if is_next else "later"


def _name_of(case):
    if case.selection.kind == SelectionKind.DRAWN:
        return "the drawn case"
    return f"case {case.selection.case.number}"


def _detail_of(case):
    part = case.part
    if part is None or not case.is_started:
        return ""
    if part.answers:
        return f"{count_of(part.answers, 'criterion', 'criteria')} left"
    return f"{count_of(part.comments, 'comment')} left"
