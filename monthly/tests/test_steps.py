"""Next steps: agreed in a talk, asked about in later months, shown to a later manager or not."""

from datetime import date, timedelta

import pytest

from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from monthly.actions import (
    add_step,
    answer_step,
    change_step,
    hide_step,
    remove_step,
    show_step,
)
from monthly.models import MonthlyReview, NextStep
from monthly.queries.steps import steps_of_earlier
from monthly.tests.factories import NOW, MonthlyReviewFactory
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
FRIDAY = date(2026, 12, 11)
LATER = {"owner": None, "text": "Later.", "due_on": FRIDAY}


def talking():
    return MonthlyReviewFactory(state="discussing", sent_at=NOW, validated_at=NOW)


def agree(month, text="Write the article.", by=None, owner=None):
    return add_step(
        month,
        owner=owner or month.engineer,
        text=text,
        due_on=FRIDAY,
        by=by or month.manager,
        now=NOW,
    )


def ended_step(**kwargs):
    """A step of November, which is done."""
    month = talking()
    step = agree(month, **kwargs)
    MonthlyReview.objects.update(state="done", ended_at=NOW)
    return reload(step)


def reload(step):
    return NextStep.objects.select_related("monthly_review__engineer").get(pk=step.pk)


def next_month(step, manager=None):
    """December of the same engineer."""
    month = step.monthly_review
    return MonthlyReviewFactory(
        month=DECEMBER,
        engineer=month.engineer,
        manager=manager or month.manager,
        opened_at=NOW + timedelta(days=30),
    )


def test_step_is_added_changed_and_removed():
    month = talking()
    step = agree(month)
    change_step(
        step, owner=month.manager, text="Read it.", due_on=FRIDAY, by=month.engineer, now=NOW
    )
    changed = reload(step)
    assert (changed.text, changed.owner) == ("Read it.", month.manager)
    remove_step(changed, by=month.engineer, now=NOW)
    remove_step(changed, by=month.engineer, now=NOW)
    assert not NextStep.objects.exists()


def test_change_step_from_an_old_page_overwrites_nothing():
    month = talking()
    step = agree(month)
    NextStep.objects.update(text="Newer.")
    with pytest.raises(StaleState):
        change_step(step, **LATER | {"owner": month.engineer}, by=month.engineer, now=NOW)
    assert reload(step).text == "Newer."


def test_steps_are_for_the_two_while_they_talk():
    month = talking()
    step = agree(month)
    stranger = UserFactory()
    with pytest.raises(NotAllowed):
        agree(month, by=stranger)
    with pytest.raises(Refused):
        agree(month, owner=stranger)
    MonthlyReview.objects.update(state="done", ended_at=NOW)
    with pytest.raises(StaleState):
        agree(month)
    with pytest.raises(StaleState):
        remove_step(step, by=month.manager, now=NOW)


def test_answer_step_says_what_became_of_it_and_takes_it_back():
    step = ended_step()
    engineer = step.monthly_review.engineer
    with pytest.raises(Refused):
        answer_step(step, outcome="ongoing", by=engineer, now=NOW)
    moved_to = FRIDAY + timedelta(days=7)
    answer_step(step, outcome="ongoing", due_on=moved_to, by=engineer, now=NOW)
    ongoing = reload(step)
    assert (ongoing.outcome, ongoing.due_on, ongoing.outcome_by) == ("ongoing", moved_to, engineer)
    answer_step(ongoing, outcome="open", by=engineer, now=NOW)
    assert reload(step).outcome_at is None


def test_answer_step_is_for_those_who_see_it_after_its_month():
    step = ended_step()
    with pytest.raises(NotAllowed):
        answer_step(step, outcome="done", by=UserFactory(), now=NOW)
    open_step = agree(talking())
    with pytest.raises(StaleState):
        answer_step(open_step, outcome="done", by=open_step.created_by, now=NOW)


def test_answer_step_from_an_old_page_names_who_answered_first():
    step = ended_step()
    month = step.monthly_review
    answer_step(step, outcome="done", by=month.manager, now=NOW)
    answer_step(reload(step), outcome="done", seen="", by=month.engineer, now=NOW)
    with pytest.raises(StaleState, match=month.manager.first_name):
        answer_step(reload(step), outcome="dropped", seen="", by=month.engineer, now=NOW)
    assert reload(step).outcome == "done"


def test_steps_of_earlier_months_are_asked_until_they_are_done():
    step = ended_step()
    december = next_month(step)
    assert steps_of_earlier(december, december.engineer) == [step]
    answer_step(step, outcome="done", by=december.engineer, now=NOW)
    assert steps_of_earlier(december, december.engineer) == []
    later = NOW + timedelta(days=31)
    NextStep.objects.update(outcome_at=later)
    [answered] = steps_of_earlier(december, december.manager)
    assert answered.is_answered
    assert answered.answered_by == december.engineer.first_name


def test_new_manager_sees_only_the_steps_that_the_engineer_shows():
    step = ended_step()
    december = next_month(step, manager=UserFactory())
    engineer = december.engineer
    assert steps_of_earlier(december, december.manager) == []
    assert steps_of_earlier(december, engineer)[0].sharing == "hidden"
    show_step(step, manager=december.manager, by=engineer, now=NOW)
    assert steps_of_earlier(december, december.manager) == [step]
    assert steps_of_earlier(december, engineer)[0].sharing == "shown"
    hide_step(step, by=engineer, now=NOW)
    assert steps_of_earlier(december, december.manager) == []


def test_show_step_is_for_the_engineer_and_their_own_managers():
    step = ended_step()
    manager = step.monthly_review.manager
    with pytest.raises(NotAllowed):
        show_step(step, manager=manager, by=manager, now=NOW)
    with pytest.raises(Refused):
        show_step(step, manager=UserFactory(), by=step.monthly_review.engineer, now=NOW)


def test_steps_roll_back_when_audit_fails(audit_refuses):
    month = talking()
    step = agree(month)
    by = {"by": month.engineer, "now": NOW}
    with audit_refuses():
        agree(month)
    with audit_refuses():
        change_step(step, **LATER | {"owner": month.engineer}, **by)
    with audit_refuses():
        remove_step(step, **by)
    MonthlyReview.objects.update(state="done", ended_at=NOW)
    step = reload(step)
    with audit_refuses():
        answer_step(step, outcome="done", **by)
    with audit_refuses():
        show_step(step, manager=month.manager, **by)
    NextStep.objects.update(shown_to=month.manager)
    with audit_refuses():
        hide_step(step, **by)
    assert reload(step).text == "Write the article."


@pytest.mark.django_db(transaction=True)
def test_step_answered_twice_at_once_has_one_answer():
    step = ended_step()
    month = step.monthly_review
    results = run_together(
        lambda: answer_step(step, outcome="done", by=month.engineer, now=NOW),
        lambda: answer_step(step, outcome="dropped", by=month.manager, now=NOW),
    )
    assert len(errors_of(results)) == 1
    assert reload(step).outcome in ("done", "dropped")
