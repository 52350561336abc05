"""What the engineer still has to do before both self-assessments can be sent."""

from dataclasses import dataclass

from core.text import count_of, join_words
from monthly.models import Selection
from monthly.queries.eligible import choosable_cases
from monthly.states import SelectionKind
from reviews.queries import find_missing


@dataclass(frozen=True, slots=True)
class MissingPart:
    """What one case lacks; `selection` is None while the second case is missing."""

    selection: Selection | None
    sentence: str
    answers: int = 0  # criteria without an answer
    comments: int = 0  # answers whose comment is missing


def find_missing_parts(monthly_review, selections):
    """A `MissingPart` for each of the current `selections` that is not complete.

    One case is enough if there is no other one to choose.
    """
    parts = []
    for selection in selections:
        part = _find_missing_part(selection)
        if part:
            parts.append(part)
    has_own = any(selection.kind == SelectionKind.OWN for selection in selections)
    if not has_own and (not selections or choosable_cases(monthly_review).exists()):
        parts.append(MissingPart(None, "Choose a second case." if selections else NO_CASE))
    return parts


def has_second_case(monthly_review):
    """Whether the engineer chose a case, or has no other one to choose."""
    own = monthly_review.selections.current().filter(kind=SelectionKind.OWN)
    return own.exists() or not choosable_cases(monthly_review).exists()


NO_CASE = "Choose a case to present."


def _find_missing_part(selection):
    number = selection.case.number
    if selection.self_review is None:
        return MissingPart(selection, f"You have not started case {number}.")
    missing = find_missing(selection.self_review)
    if not missing:
        return None
    unanswered = [str(item.position) for item, what in missing if what == "answer"]
    uncommented = [str(item.position) for item, what in missing if what == "comment"]
    words = []
    if unanswered:
        count = count_of(len(unanswered), "answer is", "answers are")
        words.append(f"{count} missing ({join_words(unanswered)})")
    if uncommented:
        count = count_of(len(uncommented), "comment is", "comments are")
        words.append(f"{count} missing ({join_words(uncommented)})")
    sentence = f"Case {number}: {', and '.join(words)}."
    return MissingPart(selection, sentence, len(unanswered), len(uncommented))
