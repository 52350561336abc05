"""What My week shows of months: to the engineer, to the manager, and to who stands in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from monthly.models import MonthlyReview, StandIn
from monthly.queries.absences import effects_of_absences
from monthly.queries.week import cards_for, due_for, happenings_for
from monthly.tests.factories import NOW as SENT_AT
from monthly.tests.factories import MonthlyReviewFactory, drawn_selection
from people.tests.factories import AbsenceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = SENT_AT + timedelta(hours=2)


def sent_month(**fields):
    """As after both self-assessments were sent."""
    month = MonthlyReviewFactory(state="validating", sent_at=SENT_AT, **fields)
    drawn_selection(month)
    return month


def shown(user):
    return [(item.what, item.label) for item in due_for(user, NOW)]


def test_engineer_is_asked_to_assess_and_the_manager_is_not():
    month = MonthlyReviewFactory()
    drawn_selection(month)
    [item] = due_for(month.engineer, NOW)
    assert item.what == "Assess your November cases"
    assert (item.label, item.url) == ("Choose a case", reverse("monthly"))
    assert item.due_at == month.due_at(month.self_due_on)
    assert due_for(month.manager, NOW) == []


def test_manager_and_stand_in_are_asked_to_validate():
    month = sent_month()
    day = month.validation_due_on
    stand_in = StandIn.objects.create(
        manager=month.manager, person=UserFactory(), first_day=day, last_day=day, state="active"
    )
    name = month.engineer.first_name
    for person in (month.manager, stand_in.person):
        assert shown(person) == [(f"Validate {name}’s November review", "Validate")]
    assert "you stand in for" in due_for(stand_in.person, NOW)[0].detail
    assert due_for(month.engineer, NOW) == []


def test_both_are_asked_to_talk_until_they_marked_it():
    month = MonthlyReviewFactory(state="discussing", engineer_done_at=NOW)
    assert due_for(month.engineer, NOW) == []
    name = month.engineer.first_name
    assert shown(month.manager) == [(f"Talk with {name} about November", "Mark it as done")]


def test_month_that_has_ended_asks_for_nothing():
    month = MonthlyReviewFactory(state="incomplete", ended_at=NOW)
    assert due_for(month.engineer, NOW) == due_for(month.manager, NOW) == []


def test_card_counts_the_months_of_the_team_without_names():
    manager = UserFactory()
    team = TeamFactory(name="Support EMEA")
    of_team = {"manager": manager, "team": team}
    MonthlyReviewFactory(**of_team)
    MonthlyReviewFactory(**of_team, state="validating", sent_at=NOW)
    MonthlyReviewFactory(**of_team, state="done", sent_at=NOW, validated_at=NOW, ended_at=NOW)
    MonthlyReviewFactory(**of_team, state="excused", excuse="away", ended_at=NOW)
    [card] = cards_for(manager, NOW)
    lines = [(line.done, line.waiting, line.total) for line in card.context["lines"]]
    assert (card.context["team"], lines) == ("Support EMEA", [(2, 0, 3), (1, 1, 3), (1, 0, 1)])
    assert cards_for(MonthlyReview.objects.first().engineer, NOW) == []


def test_happenings_name_what_the_other_one_did():
    month = sent_month()
    name = month.engineer.first_name
    sentences = [event.text for event in happenings_for(month.manager, NOW)]
    assert sentences == [f"{name} sent the November self-assessment"]
    assert "Your November review opened" in [
        event.text for event in happenings_for(month.engineer, NOW)
    ]


def test_months_cost_one_query(django_assert_num_queries):
    manager = UserFactory()
    for _ in range(3):
        sent_month(manager=manager)
    with django_assert_num_queries(1):
        assert len(due_for(manager, NOW)) == 3


def test_absence_says_when_the_month_is_due_and_what_waits_for_a_manager():
    month = MonthlyReviewFactory()
    days = {"first_day": date(2026, 12, 1), "last_day": date(2026, 12, 9)}
    of_engineer = AbsenceFactory(user=month.engineer, **days)
    of_manager = AbsenceFactory(user=month.manager, **days)
    for absence, sentence in (
        (of_engineer, "Your November self-assessment is due Tue 1 Dec."),
        (of_manager, "1 monthly review is due during this time. Name a stand-in under Monthly."),
    ):
        person = absence.user
        effects = effects_of_absences(person, [absence], NOW, reader=person)
        assert effects == {absence.pk: [sentence]}
    StandIn.objects.create(manager=month.manager, person=UserFactory(), **days)
    effects = effects_of_absences(month.manager, [of_manager], NOW, reader=month.manager)
    assert effects == {of_manager.pk: []}
