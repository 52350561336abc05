from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone

from audit.actions import record
from audit.queries import list_history, list_visible_history
from people.models import User
from people.tests.factories import ProposalFactory, TeamFactory, UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def shown(subject, user):
    return Template("{% load history %}{% history subject %}").render(
        Context({"subject": subject, "user": user})
    )


def test_history_is_newest_first_and_of_its_subject_alone():
    team = TeamFactory()
    other = TeamFactory()
    by = UserFactory()
    for verb, subject in [("made", team), ("made", other), ("renamed", team)]:
        record(verb, subject, by=by, now=timezone.now())
    assert [event.verb for event in list_history(team)] == ["renamed", "made"]
    assert [event.actor for event in list_history(team)] == [by, by]


def test_history_names_who_and_what_to_those_who_see_the_subject():
    team = TeamFactory()
    record("team renamed", team, by=UserFactory(name="Ana Duarte"), now=NOW)
    page = shown(team, UserFactory())
    assert "Team renamed by <strong>Ana Duarte</strong>" in " ".join(page.split())


def test_history_of_what_one_may_not_see_is_nothing():
    proposal = ProposalFactory()
    record("confirmed", proposal, by=UserFactory(), now=NOW)
    assert "Confirmed" in shown(proposal, UserFactory(coordinator=True))
    assert shown(proposal, UserFactory()).strip() == ""


def test_history_of_what_nobody_may_see_is_nothing():
    group = UserFactory(coordinator=True).groups.get()
    record("changed", group, by=UserFactory(), now=NOW)
    assert list_visible_history(UserFactory(superuser=True), group) == []


@pytest.mark.parametrize("reader", [None, AnonymousUser()])
def test_history_for_nobody_is_nothing(reader):
    for subject in (TeamFactory(), ProposalFactory()):
        record("changed", subject, by=UserFactory(), now=NOW)
        assert shown(subject, reader).strip() == ""


def test_history_leaves_out_what_its_model_keeps_quiet():
    team = TeamFactory()
    by = UserFactory()
    for verb in ("renamed", "opened"):
        record(verb, team, by=by, now=NOW)
    team.HIDDEN_EVENTS = {"opened"}
    assert [event.verb for event in list_history(team)] == ["renamed"]


def test_event_whose_actor_is_gone_still_shows():
    team = TeamFactory()
    by = UserFactory()
    record("team renamed", team, by=by, now=NOW)
    User.objects.filter(pk=by.pk).delete()
    assert "Team renamed" in shown(team, UserFactory())


def test_history_costs_the_same_for_one_and_three_events(django_assert_num_queries):
    team = TeamFactory()
    user = UserFactory()
    for count in (1, 2):
        for _ in range(count):
            record("renamed", team, by=UserFactory(), now=NOW)
        with django_assert_num_queries(3):
            shown(team, user)
