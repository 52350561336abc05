"""Which cases are drawn and chosen, by the rules and in races."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from cases.models import Case
from cases.tests.factories import CaseFactory, CommentFactory
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from monthly.actions import choose_case, draw_selection, replace_drawn, start_self_assessment
from monthly.case_draw import build_inputs, draw_case
from monthly.models import Selection
from monthly.queries.eligible import choosable_cases, eligible_cases
from monthly.states import CaseSource
from monthly.tests.factories import (
    MONTH,
    NOW,
    MonthlyReviewFactory,
    drawn_selection,
    own_selection,
)
from reviews.tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def monthly_review():
    return MonthlyReviewFactory()


def replied_case(owner, **kwargs):
    """A case that somebody of the support team replied to."""
    case = CaseFactory(owner=owner, **kwargs)
    CommentFactory(case=case, author=owner)
    return case


def eligible_ids(monthly_review):
    cases, _ = eligible_cases(monthly_review.engineer, MONTH, "UTC")
    return set(cases.values_list("pk", flat=True))


def test_draw_over_many_seeds_is_uniform():
    inputs = build_inputs("2026-11", 7, 1, "active", range(100, 108))
    counts = Counter(draw_case(inputs, f"{seed:064x}").case for seed in range(2_000))
    expected = 2_000 / 8
    chi_square = sum((counts[case] - expected) ** 2 / expected for case in inputs["eligible"])
    assert set(counts) == set(inputs["eligible"])
    assert chi_square < 24.32  # 7 degrees of freedom, p = 0.001


def test_eligible_cases_leave_out_reviewed_unanswered_and_deleted_ones(monthly_review):
    engineer = monthly_review.engineer
    eligible = replied_case(engineer)
    reviewed = replied_case(engineer)
    received = {"owner": engineer, "state": "submitted"}
    ReviewFactory(case=reviewed, submitted_at=NOW, **received)
    reviewed_before = replied_case(engineer)
    october = datetime(2026, 10, 31, 23, tzinfo=UTC)
    ReviewFactory(case=reviewed_before, submitted_at=october, **received)
    CaseFactory(owner=engineer)  # no reply
    replied_case(engineer, deleted_at=NOW)
    replied_case(engineer, status="solved", solved_at=NOW)
    assert eligible_ids(monthly_review) == {eligible.pk, reviewed_before.pk}


def test_eligible_cases_without_an_active_one_are_recently_solved(monthly_review):
    engineer = monthly_review.engineer
    solved = replied_case(engineer, status="solved", solved_at=NOW - timedelta(days=10))
    replied_case(engineer, status="closed", solved_at=NOW - timedelta(days=90))
    cases, source = eligible_cases(engineer, MONTH, "UTC")
    assert (list(cases), source) == ([solved], CaseSource.SOLVED)


def test_draw_freezes_the_eligible_cases_only(monthly_review):
    case = replied_case(monthly_review.engineer)
    CaseFactory(owner=monthly_review.engineer)
    selection = draw_selection(monthly_review, by=monthly_review.manager, now=NOW)
    again = draw_selection(monthly_review, by=monthly_review.manager, now=NOW)
    assert again == selection
    assert (selection.case, selection.inputs["eligible"]) == (case, [case.pk])


def test_draw_without_eligible_cases_selects_none(monthly_review):
    assert draw_selection(monthly_review, by=monthly_review.manager, now=NOW) is None


def test_redraw_gives_another_case_and_says_why(monthly_review):
    first = replied_case(monthly_review.engineer)
    second = replied_case(monthly_review.engineer)
    drawn = drawn_selection(monthly_review, first)
    again = replace_drawn(monthly_review, reason="A duplicate", by=monthly_review.manager, now=NOW)
    drawn.refresh_from_db()
    assert (again.case, again.inputs["attempt"]) == (second, 2)
    assert drawn.replaced_because == "A duplicate"


def test_draw_and_redraw_without_their_event_are_undone(monthly_review, audit_refuses):
    replied_case(monthly_review.engineer)
    with audit_refuses():
        draw_selection(monthly_review, by=monthly_review.manager, now=NOW)
    drawn = drawn_selection(monthly_review)
    with audit_refuses():
        replace_drawn(monthly_review, reason="x", by=monthly_review.manager, now=NOW)
    assert Selection.objects.current().get() == drawn


def test_redraw_by_the_engineer_is_forbidden(monthly_review):
    with pytest.raises(NotAllowed):
        replace_drawn(monthly_review, reason="x", by=monthly_review.engineer, now=NOW)


def test_redraw_after_the_start_is_refused(monthly_review):
    drawn = drawn_selection(monthly_review)
    start_self_assessment(drawn, by=monthly_review.engineer, now=NOW)
    with pytest.raises(StaleState):
        replace_drawn(monthly_review, reason="x", by=monthly_review.manager, now=NOW)


def test_redraw_without_another_case_keeps_the_drawn_one(monthly_review):
    drawn = drawn_selection(monthly_review, replied_case(monthly_review.engineer))
    with pytest.raises(Refused):
        replace_drawn(monthly_review, reason="x", by=monthly_review.manager, now=NOW)
    assert monthly_review.selections.current().get() == drawn


def test_redraw_of_a_deleted_case_is_possible_while_the_other_is_assessed(monthly_review):
    drawn = drawn_selection(monthly_review)
    replied_case(monthly_review.engineer)
    own = own_selection(monthly_review)
    start_self_assessment(own, by=monthly_review.engineer, now=NOW)
    Case.objects.filter(pk=drawn.case_id).update(deleted_at=NOW)
    again = replace_drawn(monthly_review, reason="Gone", by=monthly_review.manager, now=NOW)
    assert again.case not in (drawn.case, own.case)


def test_choice_replaces_an_earlier_one_and_discards_its_draft(monthly_review):
    own = own_selection(monthly_review)
    draft = start_self_assessment(own, by=monthly_review.engineer, now=NOW)
    case = CaseFactory(owner=monthly_review.engineer)
    chosen = choose_case(
        monthly_review, case=case, reason=" Proud ", by=monthly_review.engineer, now=NOW
    )
    draft.refresh_from_db()
    assert (chosen.reason, draft.state) == ("Proud", "discarded")


def test_choice_of_the_same_case_again_keeps_it_with_the_new_words(monthly_review):
    own = own_selection(monthly_review)
    engineer = monthly_review.engineer
    again = choose_case(monthly_review, case=own.case, reason="Proud", by=engineer, now=NOW, seen=0)
    assert (again, again.reason) == (own, "Proud")


def test_choice_of_the_drawn_case_is_refused(monthly_review):
    drawn = drawn_selection(monthly_review)
    assert drawn.case not in choosable_cases(monthly_review)
    with pytest.raises(Refused):
        choose_case(monthly_review, case=drawn.case, by=monthly_review.engineer, now=NOW)


def test_choice_by_the_manager_is_forbidden(monthly_review):
    case = CaseFactory(owner=monthly_review.engineer)
    with pytest.raises(NotAllowed):
        choose_case(monthly_review, case=case, by=monthly_review.manager, now=NOW)


def test_choice_after_sending_is_refused():
    monthly_review = MonthlyReviewFactory(state="validating")
    case = CaseFactory(owner=monthly_review.engineer)
    with pytest.raises(StaleState):
        choose_case(monthly_review, case=case, by=monthly_review.engineer, now=NOW)


def test_choice_without_its_event_is_undone(monthly_review, audit_refuses):
    case = CaseFactory(owner=monthly_review.engineer)
    with audit_refuses():
        choose_case(monthly_review, case=case, by=monthly_review.engineer, now=NOW)
    assert not Selection.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_choices_in_two_tabs_keep_one_and_refuse_the_other(monthly_review):
    engineer = monthly_review.engineer
    cases = [CaseFactory(owner=engineer) for _ in range(2)]
    results = run_together(
        *(
            lambda case=case: choose_case(monthly_review, case=case, by=engineer, now=NOW, seen=0)
            for case in cases
        )
    )
    assert [type(error) for error in errors_of(results)] == [StaleState]
    assert Selection.objects.current().count() == 1


@pytest.mark.django_db(transaction=True)
def test_redraw_while_the_engineer_starts_has_one_outcome(monthly_review):
    drawn = drawn_selection(monthly_review, replied_case(monthly_review.engineer))
    replied_case(monthly_review.engineer)
    results = run_together(
        lambda: replace_drawn(monthly_review, reason="x", by=monthly_review.manager, now=NOW),
        lambda: start_self_assessment(drawn, by=monthly_review.engineer, now=NOW),
    )
    drawn.refresh_from_db()
    assert [type(error) for error in errors_of(results)] == [StaleState]
    assert bool(drawn.replaced_at) != bool(drawn.self_review_id)
    assert Event.objects.filter(verb__in=["case drawn", "self-assessment started"]).count() == 1
