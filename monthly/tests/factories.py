"""Monthly reviews in each state."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from cases.tests.factories import CaseFactory
from monthly.actions import send_self_assessment, start_self_assessment
from monthly.case_draw import ALGORITHM, build_inputs, draw_case
from monthly.models import MonthlyReview, Selection
from people.tests.factories import UserFactory
from reviews.actions import save_draft
from reviews.tests.factories import ReviewFactory, fill_rubric
from rubrics.models import RubricVersion

MONTH = date(2026, 11, 1)
OPENED = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
SEED = "5f" * 32


class MonthlyReviewFactory(DjangoModelFactory):
    """November, just opened, with no case selected yet."""

    class Meta:
        model = MonthlyReview

    month = MONTH
    engineer = factory.SubFactory(UserFactory)
    manager = factory.SubFactory(UserFactory)
    rubric_version = factory.LazyFunction(lambda: RubricVersion.objects.get())
    zone = "UTC"
    self_due_on = date(2026, 12, 1)
    validation_due_on = date(2026, 12, 4)
    talk_due_on = date(2026, 12, 9)
    opened_at = OPENED
    opened_by = factory.SelfAttribute("manager")
    saved_at = OPENED


def drawn_selection(monthly_review, case=None, **kwargs):
    """A case drawn at random from the one that is eligible."""
    case = case or CaseFactory(owner=monthly_review.engineer)
    month = f"{monthly_review.month:%Y-%m}"
    inputs = build_inputs(month, monthly_review.engineer_id, 1, "active", [case.pk])
    return Selection.objects.create(
        monthly_review=monthly_review,
        kind="drawn",
        case=case,
        selected_at=OPENED,
        algorithm=ALGORITHM,
        seed=SEED,
        inputs=inputs,
        inputs_digest=draw_case(inputs, SEED).inputs_digest,
        **kwargs,
    )


def own_selection(monthly_review, case=None, **kwargs):
    """A case that the engineer chose."""
    return Selection.objects.create(
        monthly_review=monthly_review,
        kind="own",
        case=case or CaseFactory(owner=monthly_review.engineer),
        selected_at=OPENED,
        **kwargs,
    )


def validating_month(value="yes", comment="", **kwargs):
    """Both self-assessments are sent, with the same answer to every criterion."""
    monthly_review = MonthlyReview.objects.get(pk=MonthlyReviewFactory(**kwargs).pk)
    for selection in (drawn_selection(monthly_review), own_selection(monthly_review)):
        engineer = monthly_review.engineer
        review = start_self_assessment(selection, by=engineer, now=NOW)
        save_draft(review, rubric_input=fill_rubric(review, value, comment), by=engineer, now=NOW)
    monthly_review.refresh_from_db()
    return send_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)


def discussing_month(differ_at=(1,), **kwargs):
    """Both have answered yes throughout, but the manager no at the positions of the drawn case."""
    month = MonthlyReviewFactory(state="discussing", sent_at=NOW, validated_at=NOW, **kwargs)
    month = MonthlyReview.objects.get(pk=month.pk)
    month.validator = month.manager
    month.save()
    criteria = list(month.rubric_version.criteria.all())
    for select, positions in ((drawn_selection, differ_at), (own_selection, ())):
        selection = select(month)
        selection.self_review = _sent("self", selection, month.engineer, criteria)
        selection.manager_review = _sent("manager", selection, month.manager, criteria, positions)
        selection.save()
    return month


def _sent(kind, selection, reviewer, criteria, no_at=()):
    """A sent review that the two can read; its comments say whose they are."""
    month = selection.monthly_review
    review = ReviewFactory(
        kind=kind,
        pairing=None,
        reviewer=reviewer,
        owner=month.engineer,
        case=selection.case,
        due_at=NOW,
        zone="UTC",
        country="",
        state="submitted",
        submitted_at=NOW,
    )
    for criterion in criteria:
        value = "no" if criterion.position in no_at else "yes"
        review.answers.create(criterion=criterion, value=value, comment=f"Said by the {kind}.")
    for person in (month.engineer, month.manager):
        review.readers.create(user=person, why="reviewer")
    return review
