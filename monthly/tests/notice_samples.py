"""A sample of each kind of notice of monthly reviews."""

from datetime import date

from monthly.models import StandIn
from monthly.notices import (
    CaseRedrawn,
    ManagerChanged,
    MarkedDone,
    MonthExcused,
    MonthIncomplete,
    MonthOpened,
    SelfAssessmentRecalled,
    SelfAssessmentSent,
    SelfDue,
    StandInNamed,
    TalkDue,
    ValidationDiscarded,
    ValidationDue,
    ValidationSent,
)
from monthly.tests.factories import MonthlyReviewFactory
from reviews.tests.factories import review_of_kind


def build_samples(world):
    """Ana is the engineer, Bo her manager."""
    opened = add_month(world, 11)
    sent = add_month(world, 10, state="validating", sent_at=world.now)
    recalled = add_month(world, 9, state="self_assessing")
    both_sent = {"state": "discussing", "validator": world.bo, "validated_at": world.now}
    shared = add_month(world, 8, **both_sent, engineer_done_at=world.now)
    excused = add_month(world, 7, state="excused", excuse="away", ended_at=world.now)
    missing = ["second_case", "self_assessment"]
    closed = add_month(world, 6, state="incomplete", ended_at=world.now, missing=missing)
    days = {"first_day": date(2026, 11, 30), "last_day": date(2026, 12, 11)}
    stand_in = StandIn.objects.create(manager=world.bo, person=world.cy, **days)
    discarded = review_of_kind("manager", reviewer=world.bo, owner=world.ana)
    discarded.state = "discarded"
    discarded.save()
    return [
        (MonthOpened, opened, world.ana),
        (CaseRedrawn, opened, world.ana),
        (SelfDue, opened, world.ana),
        (SelfAssessmentSent, sent, world.bo),
        (SelfAssessmentRecalled, recalled, world.bo),
        (ValidationDue, sent, world.bo),
        (ValidationSent, shared, world.ana),
        (ValidationDiscarded, discarded, world.bo),
        (TalkDue, shared, world.bo),
        (MarkedDone, shared, world.bo),
        (ManagerChanged, opened, world.ana),
        (MonthExcused, excused, world.ana),
        (MonthIncomplete, closed, world.bo),
        (StandInNamed, stand_in, world.cy),
    ]


def add_month(world, month, **fields):
    return MonthlyReviewFactory(
        month=date(2026, month, 1), engineer=world.ana, manager=world.bo, **fields
    )
