"""The next steps of a month, and those of the months before that it asks about."""

from django.db.models import Q

from monthly.models import NextStep
from monthly.states import Outcome

WITH_PEOPLE = ("owner", "outcome_by", "shown_to", "monthly_review__manager")
ASKED = (Outcome.OPEN, Outcome.ONGOING)
ANSWERS = (Outcome.DONE, Outcome.ONGOING, Outcome.DROPPED)


def with_people(steps):
    return steps.select_related(*WITH_PEOPLE).defer("monthly_review__notes")


def list_steps(monthly_review, user):
    """The steps that `user` may see: those of this month, and `steps_of_earlier`. One query."""
    of_engineer = NextStep.objects.visible_to(user).filter(
        monthly_review__engineer=monthly_review.engineer_id
    )
    is_asked = Q(outcome__in=ASKED) | Q(outcome_at__gte=monthly_review.opened_at)
    is_earlier = Q(monthly_review__month__lt=monthly_review.month) & is_asked
    rows = of_engineer.filter(Q(monthly_review=monthly_review) | is_earlier)
    current = []
    earlier = []
    for step in with_people(rows).order_by("pk"):
        _describe(step, monthly_review, user)
        is_current = step.monthly_review_id == monthly_review.pk
        (current if is_current else earlier).append(step)
    return current, earlier


def steps_of_earlier(monthly_review, user):
    """The steps of earlier months that are open, or that were answered since this month opened.

    Each says in words for `user` whose it is (`whose`) and who answered it (`answered_by`). For the
    engineer, `sharing` is "hidden" or "shown" for a step agreed with another manager, which this
    month's manager sees only if the engineer shows it. It is empty for all others.
    """
    return list_steps(monthly_review, user)[1]


def _describe(step, monthly_review, user):
    opened_at = monthly_review.opened_at
    step.is_answered = step.outcome_at is not None and step.outcome_at >= opened_at
    step.whose = "Yours" if step.owner_id == user.pk else f"{step.owner.first_name}’s"
    step.due_word = "moved to" if step.outcome == Outcome.ONGOING else "by"
    step.answer_choices = [(answer.value, answer.label) for answer in ANSWERS]
    step.answered_by = ""
    if step.outcome_by:
        is_own = step.outcome_by_id == user.pk
        step.answered_by = "You" if is_own else step.outcome_by.first_name
    step.sharing = _find_sharing(step, monthly_review, user)


def _find_sharing(step, monthly_review, user):
    manager = monthly_review.manager_id
    knows_it = manager in (step.monthly_review.manager_id, step.monthly_review.validator_id)
    if knows_it or user.pk != monthly_review.engineer_id:
        return ""
    return "shown" if step.shown_to_id == manager else "hidden"
