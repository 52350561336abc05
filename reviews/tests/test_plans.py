"""A planned day moves the reminder of mid-cycle to its morning."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, Refused
from notifications.models import Notice
from pairing.tests.factories import PairingFactory
from reviews import actions, sweeps
from reviews.models import Plan
from reviews.tests.factories import NOW

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 19)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def pairing():
    return PairingFactory(reviewer__time_zone="UTC", draw__cycle__pool__time_zone="UTC")


def reminded(*, day, hour=10):
    sweeps.remind_due(now=datetime(2026, 11, day, hour, tzinfo=UTC))
    kinds = Notice.objects.filter(channel="inbox").order_by("pk").values_list("kind", flat=True)
    return list(kinds)


def test_planned_day_moves_the_reminder_to_its_morning(pairing):
    actions.plan_review(
        pairing, day=THURSDAY, by=pairing.reviewer, now=datetime(2026, 11, 17, 10, tzinfo=UTC)
    )
    assert reminded(day=18) == []
    assert reminded(day=19, hour=8) == []
    assert reminded(day=19) == ["review_planned"]
    assert reminded(day=20) == ["review_planned"]


def test_unplanned_review_is_reminded_in_mid_cycle_again(pairing):
    early = datetime(2026, 11, 17, 10, tzinfo=UTC)
    actions.plan_review(pairing, day=FRIDAY, by=pairing.reviewer, now=early)
    actions.unplan_review(pairing, by=pairing.reviewer, now=early)
    assert not Plan.objects.exists()
    assert reminded(day=18) == ["review_mid_cycle"]


@pytest.mark.parametrize("day", [date(2026, 11, 18), date(2026, 11, 21), date(2027, 1, 4)])
def test_plan_review_for_today_a_weekend_or_after_the_cycle_is_refused(pairing, day):
    with pytest.raises(Refused):
        actions.plan_review(pairing, day=day, by=pairing.reviewer, now=NOW)


def test_plan_review_by_the_owner_is_not_allowed(pairing):
    with pytest.raises(NotAllowed):
        actions.plan_review(pairing, day=THURSDAY, by=pairing.owner, now=NOW)
    with pytest.raises(NotAllowed):
        actions.unplan_review(pairing, by=pairing.owner, now=NOW)


def test_plan_review_when_the_audit_fails_changes_nothing(pairing, audit_refuses):
    with audit_refuses():
        actions.plan_review(pairing, day=THURSDAY, by=pairing.reviewer, now=NOW)
    assert not Plan.objects.exists()


def test_plan_is_made_and_undone_on_the_page_to_pick_a_case(client, pairing, time_machine):
    time_machine.move_to(NOW)
    client.force_login(pairing.reviewer)
    page = reverse("pick_case", args=[pairing.pk])
    assert 'value="2026-11-19"' in client.get(page).text
    url = reverse("plan_review", args=[pairing.pk])
    assert client.post(url, {"day": "2026-11-19", "from": "pick"}).url == page
    assert "Planned for" in client.get(page).text
    client.post(url, {"day": ""})
    assert Event.objects.about(pairing).filter(verb="plan removed").exists()
