"""A month follows the main manager of its engineer until the validation is sent."""

import pytest

from core.errors import NotAllowed, StaleState
from monthly import sweeps
from monthly.actions import move_to_manager, start_validation
from monthly.models import MonthlyReview, Selection, StandIn
from monthly.tests.factories import NOW, MonthlyReviewFactory, validating_month
from notifications.models import Notice
from people.models import User
from people.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from reviews.models import Reader

pytestmark = pytest.mark.django_db


def give_manager(month):
    """Give the engineer another main manager, effective long ago."""
    OrganisationFactory()
    return MembershipFactory(user=month.engineer, manager=UserFactory()).manager


def move(month, manager, **changes):
    return move_to_manager(
        month, manager=manager, **{"by": User.objects.system()} | changes, now=NOW
    )


def current(month):
    return MonthlyReview.objects.get(pk=month.pk)


def test_sent_month_moves_with_its_readers_and_without_the_old_draft():
    month = validating_month()
    old = month.manager
    selection = Selection.objects.filter(monthly_review=month).first()
    draft = start_validation(selection, by=old, now=NOW)
    new = give_manager(month)
    assert sweeps.open_and_close(now=NOW) == 1
    assert sweeps.open_and_close(now=NOW) == 0
    draft.refresh_from_db()
    selection.refresh_from_db()
    assert (current(month).manager, draft.state) == (new, "discarded")
    assert selection.manager_review is None
    readers = Reader.objects.filter(review=selection.self_review).values_list("user", flat=True)
    assert set(readers) == {month.engineer_id, new.pk}
    assert not MonthlyReview.objects.visible_to(old).exists()


def test_draft_of_a_stand_in_who_becomes_the_manager_stays():
    month = validating_month()
    day = month.validation_due_on
    stand_in = StandIn.objects.create(
        manager=month.manager, person=UserFactory(), first_day=day, last_day=day, state="active"
    )
    selection = Selection.objects.filter(monthly_review=month).first()
    draft = start_validation(selection, by=stand_in.person, now=NOW)
    move(month, stand_in.person)
    draft.refresh_from_db()
    selection.refresh_from_db()
    assert (draft.state, selection.manager_review) == ("draft", draft)


def test_all_three_get_a_notice():
    month = MonthlyReviewFactory()
    new = give_manager(month)
    move(month, new)
    notices = Notice.objects.filter(kind="monthly_manager_changed", channel="inbox")
    people = set(notices.values_list("recipient", flat=True))
    assert people == {month.engineer_id, month.manager_id, new.pk}


def test_shared_month_stays_with_its_manager():
    month = MonthlyReviewFactory(state="discussing")
    new = give_manager(month)
    assert sweeps.open_and_close(now=NOW) == 0
    with pytest.raises(StaleState):
        move(month, new)


def test_month_is_moved_by_the_sweep_only():
    month = MonthlyReviewFactory()
    with pytest.raises(NotAllowed):
        move(month, UserFactory(), by=month.manager)


def test_month_stays_if_the_audit_refuses(audit_refuses):
    month = validating_month()
    with audit_refuses():
        move(month, UserFactory())
    assert current(month).manager == month.manager
