"""An engineer's own answers over time: criterion by criterion, month by month. No totals."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from monthly.models import MonthlyReview, Selection
from reviews.models import Answer
from reviews.states import SENT

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class AnswersOfMonth:
    """The answers of one month to one criterion, in the order of its cases."""

    monthly_review: MonthlyReview
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class CriterionOverTime:
    """`title` is as in the newest month that asked it; `months` are newest first."""

    title: str
    months: list[AnswersOfMonth]


def answers_over_time(user):
    """The criteria of the last months with the answers that `user` sent about their own cases.

    Criteria with the same title in several versions of the rubric are one. Those of the newest
    month come first.
    """
    titles = {}
    months = defaultdict(list)
    for monthly_review in _months_with_answers(user):
        answers_to = defaultdict(list)
        for answer in _answers_of(monthly_review):
            key = answer.criterion.title
            titles.setdefault(key, answer.criterion.self_title or key)
            answers_to[key].append(answer)
        for key, answers in answers_to.items():
            months[key].append(AnswersOfMonth(monthly_review, answers))
    return [CriterionOverTime(title, months[key]) for key, title in titles.items()]


def _months_with_answers(user):
    answers = Answer.objects.select_related("criterion").order_by("criterion__position")
    selections = Selection.objects.current().filter(self_review__state__in=SENT)
    selections = selections.select_related("case", "self_review").order_by("kind", "pk")
    selections = selections.prefetch_related(Prefetch("self_review__answers", answers))
    months = MonthlyReview.objects.filter(
        engineer=user, selections__self_review__state__in=SENT
    ).distinct()
    months = months.defer("notes").order_by("-month")
    return months.prefetch_related(Prefetch("selections", selections))[:MOST_MONTHS]


def _answers_of(monthly_review):
    for selection in monthly_review.selections.all():
        for answer in selection.self_review.answers.all():
            answer.case = selection.case
            yield answer
