"""Self-assessments and validations as kinds of review: what differs from peer reviews."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from core.errors import NotAllowed
from monthly.models import MonthlyReview, Selection
from monthly.states import MonthlyState
from reviews import kinds
from reviews.states import SENT, ReaderWhy, ReviewKind

SELF_ANSWERS = ("manager_selection__monthly_review", "manager_selection__self_review__answers")


@kinds.register
class SelfReview(kinds.SelfReview):
    """The engineer's answers about one of the two cases of a month, sent with the other one."""

    name = ReviewKind.SELF
    noun = "self-assessment"
    can_be_recalled = True

    def title(self, review, user):
        return f"{self._whose(review.reviewer, user)} self-assessment"

    def draft_title(self, review):
        return f"Finish your self-assessment of case {review.case.number}"

    def page_url(self, review):
        """Sent ones are read with the other case, and once validated on the page of the month."""
        if review.state not in SENT:
            return None
        monthly_review = review.self_selection.monthly_review
        is_waiting = monthly_review.state == MonthlyState.VALIDATING
        page = "monthly_sent" if is_waiting else "monthly_review"
        return reverse(page, args=[monthly_review.pk])

    def finish_label(self, review):
        return "Save and go back"

    def finish_url(self, review):
        return reverse("monthly")

    def crumbs(self, review, user):
        if user.pk != review.reviewer_id:
            return [("My team", reverse("monthly_team"))]
        return [("My months", reverse("monthly"))]

    def readers(self, review, *, now):
        """In blind mode the manager becomes a reader once both have sent their answers."""
        monthly_review = review.self_selection.monthly_review
        readers = {review.reviewer_id: ReaderWhy.REVIEWER}
        if not monthly_review.is_blind:
            readers[monthly_review.manager_id] = ReaderWhy.OWNERS_MANAGER
        return readers

    def on_recalled(self, review, *, by, now):
        """Only together with the other one: the month is self-assessing again by now."""
        months = MonthlyReview.objects.filter(selections__self_review=review)
        if not months.filter(state=MonthlyState.SELF_ASSESSING).exists():
            raise NotAllowed("Recall the whole self-assessment, from your monthly reviews.")


@kinds.register
class ManagerReview(kinds.ManagerReview):
    """The manager's answers about the same case, on the same rubric version."""

    name = ReviewKind.MANAGER
    noun = "validation"

    def draft_title(self, review):
        return f"Finish your validation for {review.owner.first_name}"

    def page_url(self, review):
        """Sent ones are read on the page of their month."""
        if review.state not in SENT:
            return None
        return reverse("monthly_review", args=[review.manager_selection.monthly_review_id])

    def edit_url(self, review):
        monthly_review = find_month(review)
        if monthly_review is None:
            return None
        return reverse("monthly_validate", args=[monthly_review.pk, review.case_id])

    def find_answer_problem(self, review, criterion, answer):
        """A comment is needed where the two differ; in blind mode nobody knows, so with each no."""
        prefetch_related_objects([review], *SELF_ANSWERS)
        selection = review.manager_selection
        if selection.monthly_review.is_blind or not answer.is_chosen(criterion.allows_na):
            return super().find_answer_problem(review, criterion, answer)
        for self_answer in selection.self_review.answers.all():
            is_same = self_answer.value == answer.value
            if self_answer.criterion_id == criterion.pk and not is_same:
                return "" if answer.comment.strip() else "Say why you answer differently."
        return ""

    def readers(self, review, *, now):
        monthly_review = review.manager_selection.monthly_review
        readers = {
            review.owner_id: ReaderWhy.OWNER,
            monthly_review.manager_id: ReaderWhy.OWNERS_MANAGER,
        }
        return readers | {review.reviewer_id: ReaderWhy.REVIEWER}


def find_month(review):
    """The monthly review that a validation belongs to; None for a discarded draft."""
    selection = Selection.objects.filter(manager_review=review).select_related("monthly_review")
    selection = selection.first()
    return selection and selection.monthly_review
