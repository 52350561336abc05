"""The handbook's rule: active on the owner's queue, or solved, or closed at most 7 days before.

The days count from the Monday of the cycle.
"""

from datetime import UTC, datetime, timedelta

import pytest

from cases.models import Case
from cases.states import ACTIVE, Status
from cases.tests.factories import CaseFactory
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 9, 0, 0, tzinfo=UTC)
EARLIER = SINCE - timedelta(seconds=1)
LATER = SINCE + timedelta(seconds=1)


@pytest.fixture
def owner():
    return UserFactory()


def eligible(owner):
    return set(Case.objects.eligible_for_review(owner, SINCE))


@pytest.mark.parametrize("status", [*ACTIVE, Status.SOLVED])
def test_active_or_solved_case_is_eligible_however_old(owner, status):
    case = CaseFactory(
        owner=owner, status=status, solved_at=EARLIER if status == Status.SOLVED else None
    )
    assert eligible(owner) == {case}


@pytest.mark.parametrize(
    ("solved_at", "closed_at", "expected"),
    [
        (EARLIER, EARLIER, False),
        (EARLIER, SINCE, True),
        (SINCE, None, True),
        (LATER, LATER, True),
        (None, LATER, True),
        (None, None, False),
    ],
)
def test_closed_case_is_eligible_for_seven_days(owner, solved_at, closed_at, expected):
    CaseFactory(owner=owner, status=Status.CLOSED, solved_at=solved_at, closed_at=closed_at)
    assert bool(eligible(owner)) is expected


def test_case_of_somebody_else_or_deleted_is_not_eligible(owner):
    CaseFactory(owner=UserFactory())
    CaseFactory(owner=None)
    CaseFactory(owner=owner, deleted_at=LATER)
    assert eligible(owner) == set()


def test_fallback_offers_what_ended_in_the_last_thirty_days(owner, now):
    recent = CaseFactory(owner=owner, status=Status.CLOSED, closed_at=now - timedelta(days=30))
    CaseFactory(owner=owner, status=Status.CLOSED, closed_at=now - timedelta(days=30, seconds=1))
    CaseFactory(owner=owner, status=Status.OPEN)
    CaseFactory(owner=owner, status=Status.CLOSED, closed_at=now, deleted_at=now)
    assert list(Case.objects.eligible_fallback(owner, now)) == [recent]
