"""Switches of a team, and the opening day of the organisation."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casereview.tests.budgets import BUDGET
from core.errors import NotAllowed, Refused
from monthly.actions import (
    change_blind_mode,
    change_schedule,
    choose_rubric,
    switch_off,
    switch_on,
)
from monthly.models import Schedule, StandIn, TeamSettings
from monthly.queries.openings import calendar
from monthly.tests.factories import NOW
from people.states import Role
from people.tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, UserFactory
from rubrics.models import Rubric
from rubrics.tests.factories import RubricFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return UserFactory(coordinator=True)


def test_switching_on_twice_keeps_the_first_time(coordinator):
    team = TeamFactory()
    switch_on(team, by=coordinator, now=NOW)
    switch_on(team, by=coordinator, now=NOW.replace(hour=20))
    assert TeamSettings.objects.get().switched_on_at == NOW
    switch_off(team, by=coordinator, now=NOW)
    assert not TeamSettings.objects.switched_on().exists()


def test_rubric_must_be_published(coordinator):
    team = TeamFactory()
    rubric = Rubric.objects.get()
    choose_rubric(team, rubric=rubric, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="not been published"):
        choose_rubric(team, rubric=RubricFactory(draft=["A"]), by=coordinator, now=NOW)
    assert TeamSettings.objects.get().rubric == rubric


def test_blind_mode_is_chosen_by_the_managers_of_the_team(coordinator):
    team = TeamFactory()
    manager = UserFactory(team=team, team__role=Role.MANAGER)
    change_blind_mode(team, is_blind=True, by=manager, now=NOW)
    assert TeamSettings.objects.get().is_blind
    for person in (coordinator, UserFactory(team=team), UserFactory()):
        with pytest.raises(NotAllowed):
            change_blind_mode(team, is_blind=False, by=person, now=NOW)


def test_opening_day_is_set_for_the_organisation(coordinator):
    change_schedule(opening_workdays=3, by=coordinator, now=NOW)
    assert calendar().opening_workdays == 3


def test_settings_are_changed_by_coordinators_only():
    team = TeamFactory()
    anybody = {"by": UserFactory(), "now": NOW}
    with pytest.raises(NotAllowed):
        switch_on(team, **anybody)
    with pytest.raises(NotAllowed):
        switch_off(team, **anybody)
    with pytest.raises(NotAllowed):
        choose_rubric(team, rubric=None, **anybody)
    with pytest.raises(NotAllowed):
        change_schedule(opening_workdays=3, **anybody)


def test_nothing_changes_if_the_audit_refuses(coordinator, audit_refuses):
    team = TeamFactory()
    manager = UserFactory(team=team, team__role=Role.MANAGER)
    rubric = Rubric.objects.get()
    by = {"by": coordinator, "now": NOW}
    with audit_refuses():
        switch_on(team, **by)
    with audit_refuses():
        choose_rubric(team, rubric=rubric, **by)
    with audit_refuses():
        change_blind_mode(team, is_blind=True, by=manager, now=NOW)
    with audit_refuses():
        change_schedule(opening_workdays=3, **by)
    switch_on(team, **by)
    with audit_refuses():
        switch_off(team, **by)
    team_settings = TeamSettings.objects.get()
    assert team_settings.switched_on_at == NOW
    assert (team_settings.rubric, team_settings.is_blind) == (None, False)
    assert not Schedule.objects.exists()


def test_coordinator_switches_a_team_on_and_chooses_its_rubric(client, coordinator):
    team = TeamFactory(name="Support EMEA")
    client.force_login(coordinator)
    assert "Off" in client.get(reverse("monthly_settings")).text
    client.post(reverse("monthly_switch", args=[team.pk]), {"switch": "on"})
    rubric = RubricFactory(titles=["Said what happens next"])
    client.post(reverse("monthly_rubric", args=[team.pk]), {"rubric": rubric.pk})
    page = client.get(reverse("monthly_team_settings", args=[team.pk])).text
    assert "On since" in page
    assert TeamSettings.objects.get().rubric == rubric


def test_settings_name_engineers_without_a_manager_and_managers_away(client, coordinator):
    team = TeamFactory()
    TeamSettings.objects.create(team=team, switched_on_at=NOW)
    UserFactory(name="Ana Duarte", team=team)
    manager = UserFactory(name="Nadia Rossi")
    UserFactory(team=team, team__manager=manager)
    AbsenceFactory(user=manager, first_day=date(2026, 12, 1), last_day=date(2026, 12, 18))
    client.force_login(coordinator)
    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("monthly_settings")).text
    assert "Ana Duarte has no manager" in page
    assert "Nadia Rossi is away when months are due" in page
    StandIn.objects.create(
        manager=manager,
        person=coordinator,
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 18),
    )
    with time_machine.travel(NOW, tick=False):
        assert "is away when months are due" not in client.get(reverse("monthly_settings")).text


def test_wrong_opening_day_and_wrong_rubric_are_refused_on_the_page(client, coordinator):
    team = TeamFactory()
    client.force_login(coordinator)
    page = client.post(reverse("monthly_settings"), {"opening_workdays": 99})
    assert page.status_code == 422
    assert 'value="99"' in page.text
    page = client.post(reverse("monthly_rubric", args=[team.pk]), {"rubric": "x"})
    assert page.status_code == 422


def test_settings_cost_the_same_for_one_team_and_three(client, coordinator):
    client.force_login(coordinator)
    costs = []
    for _ in range(2):
        for _ in range(2):
            team = TeamFactory()
            TeamSettings.objects.create(team=team, switched_on_at=NOW)
            UserFactory(team=team)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("monthly_settings"))
        costs.append(len(queries))
    assert costs[0] == costs[1] <= BUDGET


def test_rubric_posted_without_a_choice_by_a_manager_is_refused(client):
    membership = MembershipFactory(role=Role.MANAGER)
    client.force_login(membership.user)
    page = client.post(reverse("monthly_rubric", args=[membership.team_id]), {"rubric": "x"})
    assert page.status_code == 403
