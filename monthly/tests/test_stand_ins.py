"""Stand-ins: who acts for a manager who is away, from the first day to the last."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from monthly import sweeps
from monthly.actions import (
    add_stand_in,
    cancel_stand_in,
    change_stand_in,
    end_stand_in,
    end_stand_ins_of,
    start_stand_in,
)
from monthly.models import MonthlyReview, StandIn, TeamSettings
from monthly.tests.factories import NOW, MonthlyReviewFactory
from notifications.models import Notice
from people.actions import deactivate_person
from people.models import User
from people.states import Role
from people.tests.factories import OrganisationFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 30)
LAST = date(2026, 12, 4)
FIRST_DAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 5, 9, tzinfo=UTC)


def add(manager=None, person=None, by=None, **days):
    manager = manager or UserFactory()
    days = {"first_day": FIRST, "last_day": LAST} | days
    return add_stand_in(manager, person=person or UserFactory(), by=by or manager, now=NOW, **days)


def change(stand_in, **changes):
    values = {"person": stand_in.person, "first_day": FIRST, "last_day": LAST}
    values |= {"by": stand_in.manager}
    return change_stand_in(stand_in, **values | changes, now=NOW)


def test_stand_in_sees_what_is_due_from_the_first_day_to_the_last():
    month = MonthlyReviewFactory()
    stand_in = add(month.manager)
    visible = MonthlyReview.objects.managed_by(stand_in.person)
    assert sweeps.update_stand_ins(now=NOW) == 0
    assert not visible.exists()
    assert sweeps.update_stand_ins(now=FIRST_DAY) == 1
    assert sweeps.update_stand_ins(now=FIRST_DAY) == 0
    assert visible.get() == month
    assert sweeps.update_stand_ins(now=DAY_AFTER) == 1
    assert not visible.exists()


def test_engineers_get_a_notice_when_it_begins():
    month = MonthlyReviewFactory()
    stand_in = add(month.manager)
    notices = Notice.objects.filter(kind="stand_in_named", channel="inbox")
    assert [notice.recipient for notice in notices] == [stand_in.person]
    sweeps.update_stand_ins(now=FIRST_DAY)
    assert {notice.recipient for notice in notices.all()} == {stand_in.person, month.engineer}


def test_stand_in_of_days_that_passed_during_a_downtime_ends_unseen():
    stand_in = add()
    sweeps.update_stand_ins(now=DAY_AFTER)
    stand_in.refresh_from_db()
    assert stand_in.state == "ended"


def test_two_stand_ins_for_the_same_days_are_refused():
    stand_in = add()
    with pytest.raises(Refused, match="already stands in from Mon 30 Nov to Fri 4 Dec"):
        add(stand_in.manager, first_day=LAST)
    cancel_stand_in(stand_in, by=stand_in.manager, now=NOW)
    assert add(stand_in.manager, first_day=LAST)


def test_stand_in_is_named_by_the_manager_or_a_coordinator():
    with pytest.raises(NotAllowed):
        add(by=UserFactory())
    stand_in = add(by=UserFactory(coordinator=True))
    with pytest.raises(NotAllowed):
        change(stand_in, by=stand_in.person)
    with pytest.raises(NotAllowed):
        cancel_stand_in(stand_in, by=stand_in.person, now=NOW)
    with pytest.raises(NotAllowed):
        start_stand_in(stand_in, by=stand_in.manager, now=NOW)


def test_nobody_stands_in_for_themself_or_after_leaving():
    manager = UserFactory()
    for person in (manager, UserFactory(is_active=False)):
        with pytest.raises(Refused, match="active colleague"):
            add(manager, person)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(Refused, match="before the first"):
        add(first_day=LAST, last_day=FIRST)


def test_once_begun_only_the_last_day_changes():
    stand_in = start_stand_in(add(), by=User.objects.system(), now=FIRST_DAY)
    with pytest.raises(Refused, match="only change the last day"):
        change(stand_in, person=UserFactory())
    assert change(stand_in, last_day=date(2026, 12, 11)).last_day == date(2026, 12, 11)
    cancel_stand_in(StandIn.objects.get(), by=stand_in.manager, now=NOW)
    with pytest.raises(StaleState):
        change(stand_in)


def test_stand_in_ends_when_one_of_the_two_leaves():
    OrganisationFactory()
    stand_in = add()
    deactivate_person(stand_in.person, by=UserFactory(coordinator=True), now=NOW)
    stand_in.refresh_from_db()
    assert stand_in.state == "ended"


def test_stand_in_stays_if_the_audit_refuses(audit_refuses):
    manager = UserFactory()
    with audit_refuses():
        add(manager)
    stand_in = add(manager)
    system = User.objects.system()
    for action in (cancel_stand_in, start_stand_in, end_stand_in):
        with audit_refuses():
            action(
                StandIn.objects.get(), by=system if action != cancel_stand_in else manager, now=NOW
            )
    with audit_refuses():
        change(stand_in, last_day=FIRST)
    with audit_refuses():
        end_stand_ins_of(manager, by=system, now=NOW)
    assert (StandIn.objects.get().state, StandIn.objects.get().last_day) == ("planned", LAST)


@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_stand_ins_one_is_added():
    manager = UserFactory()
    results = run_together(lambda: add(manager), lambda: add(manager))
    assert len(errors_of(results)) == StandIn.objects.count() == 1


def posted(person, **changes):
    days = {"first_day": FIRST.isoformat(), "last_day": LAST.isoformat()}
    return {"person": person.pk, **days, **changes}


def test_manager_names_changes_and_cancels_a_stand_in(client):
    manager = UserFactory(team=TeamFactory(), team__role=Role.MANAGER)
    omar = UserFactory(name="Omar Haddad")
    client.force_login(manager)
    with time_machine.travel(NOW, tick=False):
        client.post(reverse("monthly_stand_ins"), posted(omar))
        assert "Omar Haddad stands in" in client.get(reverse("monthly_stand_ins")).text
        page = reverse("monthly_stand_in", args=[StandIn.objects.get().pk])
        client.post(page, posted(omar, last_day=FIRST.isoformat()))
        assert StandIn.objects.get().last_day == FIRST
        client.post(reverse("monthly_stand_in_cancel", args=[StandIn.objects.get().pk]))
        assert client.get(page).status_code == 302
    assert StandIn.objects.get().state == "cancelled"


def test_refused_stand_in_keeps_what_was_typed(client):
    manager = UserFactory(team=TeamFactory(), team__role=Role.MANAGER)
    stand_in = add(manager)
    client.force_login(manager)
    with time_machine.travel(NOW, tick=False):
        page = client.post(reverse("monthly_stand_ins"), posted(stand_in.person))
    assert page.status_code == 422
    assert "already stands in from Mon 30 Nov to Fri 4 Dec" in page.text
    assert f'value="{LAST.isoformat()}"' in page.text


def test_coordinator_names_a_stand_in_for_a_manager_who_is_away(client):
    team = TeamFactory()
    TeamSettings.objects.create(team=team, switched_on_at=NOW)
    manager = UserFactory(name="Nadia Rossi")
    UserFactory(team=team, team__manager=manager)
    client.force_login(UserFactory(coordinator=True))
    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("monthly_stand_ins"), {"for": manager.pk}).text
        assert f'<option value="{manager.pk}" selected' in page
        client.post(reverse("monthly_stand_ins"), posted(UserFactory(), manager=manager.pk))
    assert StandIn.objects.get().manager == manager
