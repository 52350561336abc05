"""An engineer's own months: the current one in full, the earlier ones in a line each."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, prefetch_related_objects
from django.utils.text import capfirst

from core.text import count_of, join_words
from monthly.models import MonthlyReview, Selection
from monthly.queries.discussions import name_month
from monthly.queries.eligible import choosable_cases
from monthly.queries.missing import MissingPart, find_missing_parts
from monthly.queries.next_openings import (
    NextOpening,
    find_next_opening,
    next_opening_after,
)
from monthly.queries.openings import has_next_opened
from monthly.states import OPEN, WITH_ENGINEER, Missing, MonthlyState, SelectionKind
from people.models import User
from reviews.models import Answer, Review
from reviews.queries.drafts import criteria_of
from reviews.states import AnswerValue


@dataclass(frozen=True, slots=True)
class CaseOfMonth:
    """One of the two cases, with the progress of its self-assessment."""

    selection: Selection
    part: MissingPart | None  # None once it is complete
    answered: int
    total: int
    is_next: bool = False  # the one to go on with

    @property
    def is_started(self):
        return self.selection.self_review is not None

    @property
    def pips(self):
        """A mark for each criterion, those that are answered first."""
        return [position < self.answered for position in range(self.total)]


@dataclass(frozen=True, slots=True)
class CurrentMonth:
    """The newest month of an engineer, as long as no later one has opened."""

    monthly_review: MonthlyReview
    cases: list[CaseOfMonth]
    missing: list[MissingPart]
    redrawn: Selection | None  # the drawn case that was replaced last
    has_choice: bool  # whether there is another case to choose
    former_manager: User | None = None  # of the month before, if it was somebody else

    @property
    def drawn(self):
        return self._case_of(SelectionKind.DRAWN)

    @property
    def own(self):
        return self._case_of(SelectionKind.OWN)

    def _case_of(self, kind):
        return next((case for case in self.cases if case.selection.kind == kind), None)

    @property
    def is_with_engineer(self):
        return self.monthly_review.state in WITH_ENGINEER

    @property
    def is_complete(self):
        return self.is_with_engineer and not self.missing


@dataclass(frozen=True, slots=True)
class MyMonths:
    current: CurrentMonth | None
    earlier: list[MonthlyReview]
    next_opening: NextOpening


def my_months(user, now):
    months = list(_months_of(user))
    newest = months[0] if months else None
    if newest and (newest.state in OPEN or not has_next_opened(newest, now)):
        earlier = months[1:]
        current = _current_month(newest, next(iter(earlier), None))
        opening = next_opening_after(newest)
    else:
        earlier = months
        current = None
        opening = find_next_opening(user, newest, now)
    for monthly_review in earlier:
        monthly_review.name = name_month(monthly_review, now)
        monthly_review.summary = _summary_of(monthly_review)
    return MyMonths(current, earlier, opening)


def _months_of(user):
    """All months, newest first, with their cases, the replaced ones included."""
    selections = Selection.objects.select_related("case__customer", "replaced_by")
    selections = selections.select_related("self_review").defer("case__description")
    selections = selections.order_by("kind", "pk")
    months = MonthlyReview.objects.visible_to(user).filter(engineer=user)
    months = months.select_related("engineer", "manager", "validator", "rubric_version")
    months = months.select_related("team__monthly_settings")
    months = months.defer("notes").annotate(step_count=Count("steps")).order_by("-month")
    return months.prefetch_related(Prefetch("selections", selections))


def _summary_of(monthly_review):
    """What an earlier month was about, or why nothing came of it."""
    if monthly_review.state == MonthlyState.EXCUSED:
        return monthly_review.excuse_note or monthly_review.get_excuse_display()
    if monthly_review.missing:
        missing = [Missing(value).label for value in monthly_review.missing]
        are = "was" if len(missing) == 1 else "were"
        return f"{capfirst(join_words(missing))} {are} missing when the next month opened"
    selections = current_selections(monthly_review)
    subjects = [selection.case.subject for selection in selections if not selection.case.deleted_at]
    parts = ["; ".join(subjects)]
    if monthly_review.step_count:
        parts.append(count_of(monthly_review.step_count, "step"))
    return ". ".join(part for part in parts if part)


def _current_month(monthly_review, previous):
    add_answers(monthly_review)
    selections = current_selections(monthly_review)
    missing = []
    has_choice = True
    if monthly_review.state in WITH_ENGINEER:
        missing = find_missing_parts(monthly_review, selections)
        has_choice = _has_choice(monthly_review, selections, missing)
    replaced = [
        selection
        for selection in monthly_review.selections.all()
        if selection.is_drawn and selection.replaced_at
    ]
    former_manager = None
    if previous and previous.manager_id != monthly_review.manager_id:
        former_manager = previous.manager
    return CurrentMonth(
        monthly_review=monthly_review,
        cases=_cases_of(monthly_review, selections, missing),
        missing=missing,
        redrawn=replaced[-1] if replaced else None,
        has_choice=has_choice,
        former_manager=former_manager,
    )


def current_selections(monthly_review):
    """The cases that were not replaced, the drawn one first; `selections` are prefetched."""
    selections = []
    for selection in monthly_review.selections.all():
        if selection.replaced_at is None:
            selection.monthly_review = monthly_review
            selections.append(selection)
    return selections


def add_answers(monthly_review):
    """Load the answers of its self-assessments and the criteria that they are about."""
    version = monthly_review.rubric_version
    prefetch_related_objects([version], "criteria")
    reviews = [selection.self_review for selection in current_selections(monthly_review)]
    reviews = [review for review in reviews if review]
    for review in reviews:
        review.rubric_version = version
    answers = Answer.objects.order_by("criterion__position")
    prefetch_related_objects(reviews, Prefetch("answers", answers))


def _has_choice(monthly_review, selections, missing):
    """Whether there is a case to choose, or one was chosen. The missing parts may tell already."""
    if any(selection.kind == SelectionKind.OWN for selection in selections):
        return True
    if selections:
        return any(part.selection is None for part in missing)
    return choosable_cases(monthly_review).exists()


def _cases_of(monthly_review, selections, missing):
    part_of = {part.selection.pk: part for part in missing if part.selection}
    total = len(monthly_review.rubric_version.criteria.all())
    next_id = next(iter(part_of), None)  # in the order of the selections
    return [
        CaseOfMonth(
            selection=selection,
            part=part_of.get(selection.pk),
            answered=count_answered(selection.self_review),
            total=total,
            is_next=selection.pk == next_id,
        )
        for selection in selections
    ]


def count_answered(review: Review | None):
    """How many criteria of a self-assessment are answered; its answers are prefetched."""
    if review is None:
        return 0
    return sum(answer.value in AnswerValue.values for answer in review.answers.all())


def sent_page(monthly_review):
    """The selections of a month whose self-assessments are sent, with answers and quotations."""
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    selections = selections.select_related("case__customer", "self_review").order_by("kind")
    answers = Answer.objects.select_related("criterion").prefetch_related("quotations")
    selections = list(selections.prefetch_related(Prefetch("self_review__answers", answers)))
    for selection in selections:
        selection.criteria = criteria_of(selection.self_review, selection.self_review.answers.all())
    return selections
