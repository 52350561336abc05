"""Queries that are compiled once, on the real models of apps above."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models import JSONField, Value
from django.utils import timezone

from core.prepared_queries import prepared_query
from people.models import Absence
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@prepared_query
def own_name(user):
    return get_user_model().objects.filter(pk=user.pk).values_list("name", "pk")


def test_prepared_query_serves_one_person_after_another(django_assert_num_queries):
    ana = UserFactory(name="Ana")
    bo = UserFactory(name="Bo")
    with django_assert_num_queries(2):
        assert own_name(ana) == [("Ana", ana.pk)]
        assert [row.name for row in own_name(bo)] == ["Bo"]


def test_prepared_query_takes_days_in_their_order():
    @prepared_query
    def absences(user, first, last):
        own = Absence.objects.filter(user=user.pk, last_day__gte=first, first_day__lte=last)
        return own.order_by("first_day").values_list("first_day")

    absence = AbsenceFactory()
    day = absence.first_day
    assert [row.first_day for row in absences(absence.user, day, day)] == [day]
    assert absences(absence.user, absence.last_day + DAY, date.max) == []


def test_prepared_query_of_somebody_inactive_is_empty(django_assert_num_queries):
    gone = UserFactory(is_active=False)
    with django_assert_num_queries(0):
        assert own_name(gone) == []


def test_prepared_query_that_looks_at_groups_fails():
    query = prepared_query(lambda user: own_name.__wrapped__(user) if user.is_coordinator else None)
    with pytest.raises(AttributeError):
        query(UserFactory())


@pytest.mark.parametrize(
    "change",
    [
        lambda people: people.filter(date_joined__lt=timezone.now()),
        lambda people: people.annotate(facts=Value({}, JSONField())).values_list("facts"),
    ],
)
def test_prepared_query_with_a_date_or_a_conversion_fails(change):
    query = prepared_query(lambda user: change(own_name.__wrapped__(user)))
    with pytest.raises(TypeError):
        query(UserFactory())
