"""Archived rubrics: no choice for new pools, and a choice again once restored."""

import pytest

from audit.models import Event
from core.errors import Refused, StaleState
from rubrics import actions
from rubrics.models import Rubric
from rubrics.queries import current_version
from rubrics.tests.factories import NOW, RubricFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric():
    return RubricFactory(titles=["A", "B"])


@pytest.fixture
def drafted():
    return RubricFactory(titles=["A", "B"], draft=["A", "C"])


def event(subject, verb):
    return Event.objects.about(subject).get(verb=verb)


def test_archive_rubric_leaves_the_choices_of_pools_that_do_not_use_it(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    assert rubric not in Rubric.objects.choosable()
    assert rubric in Rubric.objects.choosable(keeping=rubric.pk)
    assert current_version(rubric).number == 1


def test_archive_rubric_twice_is_stale(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    with pytest.raises(StaleState):
        actions.archive_rubric(rubric, by=coordinator, now=NOW)


def test_archive_rubric_with_a_draft_is_refused(coordinator, drafted):
    with pytest.raises(Refused, match="draft"):
        actions.archive_rubric(drafted, by=coordinator, now=NOW)


def test_archive_rubric_audit_names_the_rubric(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    assert event(rubric, "rubric archived").facts == {}


def test_restore_rubric_is_a_choice_again(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    actions.restore_rubric(rubric, by=coordinator, now=NOW)
    assert rubric in Rubric.objects.choosable()


def test_restore_rubric_that_is_not_archived_is_stale(coordinator, rubric):
    with pytest.raises(StaleState):
        actions.restore_rubric(rubric, by=coordinator, now=NOW)


def test_restore_rubric_audit_names_the_rubric(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    actions.restore_rubric(rubric, by=coordinator, now=NOW)
    assert event(rubric, "rubric restored").actor_id == coordinator.pk
