"""Self-assessments and validations as kinds of review: what differs from peer reviews."""

from django.urls import reverse

from reviews import kinds
from reviews.states import ReaderWhy, ReviewKind


@kinds.register
class SelfReview(kinds.SelfReview):
    """The engineer's answers about one of the two cases of a month."""

    name = ReviewKind.SELF
    noun = "self-assessment"
    can_be_recalled = True

    def title(self, review, user):
        return f"{self._whose(review.reviewer, user)} self-assessment"

    def draft_title(self, review):
        return f"Finish your self-assessment of case {review.case.number}"

    def crumbs(self, review, user):
        return [("Monthly", reverse("monthly"))]

    def readers(self, review, *, now):
        """In blind mode the manager becomes a reader once both have sent their answers."""
        monthly_review = review.self_selection.monthly_review
        readers = {review.reviewer_id: ReaderWhy.REVIEWER}
        if not monthly_review.is_blind:
            readers[monthly_review.manager_id] = ReaderWhy.OWNERS_MANAGER
        return readers


@kinds.register
class ManagerReview(kinds.ManagerReview):
    """The manager's answers about the same case, on the same rubric version."""

    name = ReviewKind.MANAGER
    noun = "validation"

    def readers(self, review, *, now):
        monthly_review = review.manager_selection.monthly_review
        readers = {
            review.owner_id: ReaderWhy.OWNER,
            monthly_review.manager_id: ReaderWhy.OWNERS_MANAGER,
        }
        return readers | {review.reviewer_id: ReaderWhy.REVIEWER}
