"""Any step by anybody in any order: after each, the reviews are as the model says."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from reviews.tests.lifecycle.reviewing import Reviewing
from reviews.tests.lifecycle.world_events import Happening

pytestmark = pytest.mark.django_db
CALM = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}


class LifeOfReviews(Reviewing, Happening):
    pass


@pytest.mark.parametrize("lives", [8, pytest.param(48, marks=pytest.mark.sweep)])
def test_life_of_reviews_step_by_step_is_as_it_should_be(lives):
    some = settings(
        max_examples=lives,
        stateful_step_count=40,
        derandomize=True,
        phases=[Phase.generate],
        **CALM,
    )
    run_state_machine_as_test(LifeOfReviews, settings=some)


@pytest.mark.slow
def test_life_of_reviews_over_many_lives_is_as_it_should_be():
    run_state_machine_as_test(
        LifeOfReviews, settings=settings(max_examples=400, stateful_step_count=60, **CALM)
    )
