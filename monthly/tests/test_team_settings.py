"""Switches of a team, and the opening day of the organisation."""

import pytest

from core.errors import NotAllowed, Refused
from monthly.actions.schedules import change_schedule
from monthly.actions.team_settings import (
    change_blind_mode,
    choose_rubric,
    switch_off,
    switch_on,
)
from monthly.models import Schedule, TeamSettings
from monthly.queries.openings import calendar
from monthly.tests.factories import NOW
from people.states import Role
from people.tests.factories import TeamFactory, UserFactory
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
