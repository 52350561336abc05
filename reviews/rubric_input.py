"""The filled-in rubric as plain values, which forms pass to actions."""

from dataclasses import dataclass, field

from reviews.states import AnswerValue


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """One answer: `value` is yes, no, na, or empty if open. A no needs a comment."""

    criterion_id: int
    value: str = ""
    comment: str = ""

    def is_chosen(self, allows_na):
        """Whether an answer is chosen that the criterion allows."""
        return bool(self.value) and (allows_na or self.value != AnswerValue.NA)

    def problem(self, allows_na):
        """Why this answer cannot be sent, in one sentence, or None."""
        if not self.value:
            return "Choose an answer."
        if self.value == AnswerValue.NA and not allows_na:
            return "Answer this criterion with yes or no."
        if self.value == AnswerValue.NO and not self.comment.strip():
            return "Say in a comment what would have made it a yes."
        return None


@dataclass(frozen=True, slots=True)
class RubricInput:
    """A whole rubric as the reviewer filled it in.

    `version` is the draft's version that the page showed; `page` names the open page, so that a
    page is never in conflict with its own autosave. `save_number` counts the saves of that page.
    """

    version: int
    answers: tuple[AnswerInput, ...] = field(default_factory=tuple)
    closing_note: str = ""
    technical_notes: str = ""
    page: str = ""
    save_number: int = 0
