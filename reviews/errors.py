from core.errors import NotAllowed, StaleState
from reviews.rules import can_edit


class StaleDraft(StaleState):
    """A save came from an older copy of the draft; the page shows both texts and lets the reviewer choose."""

    template = "reviews/stale_draft.html"

    def __init__(self, review, rows):
        super().__init__(
            "This draft was saved from another tab or device after you opened it here.", review
        )
        self.review = review
        self.rows = rows


def require_draft(review, *, by):
    """Raise `NotAllowed` for anybody but the reviewer, `StaleState` once the review is no draft any more."""
    if review.reviewer_id != by.pk:
        raise NotAllowed("Only its reviewer can change a draft.")
    if not can_edit(by, review):
        raise StaleState(
            f"This review is {review.get_state_display().lower()}: it can no longer be changed.",
            review,
        )
