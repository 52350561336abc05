"""A world whose first cycle is drawn, with a clock that the test moves on."""

from cases.models import Case
from core.tests.rows import reload
from pairing.models import Pairing
from pairing.sweeps import draw_due_cycles
from reviews import actions
from reviews.tests.factories import fill_rubric
from reviews.tests.lifecycle.world import World


def build_drawn_world(clock):
    world = World()
    world.clock = clock
    world.clock.move_to(world.now, tick=False)
    draw_due_cycles(now=world.now)
    return world


def pass_time(world, span):
    world.now += span
    world.clock.move_to(world.now, tick=False)


def begun(world, note="As far as I got."):
    """A draft of the first pairing, with words in it."""
    pairing = Pairing.objects.select_related("reviewer", "owner").order_by("pk").first()
    case = Case.objects.filter(owner=pairing.owner).first()
    review = actions.start_review(pairing, case=case, by=pairing.reviewer, now=world.now)
    actions.save_draft(
        review, rubric_input=fill_rubric(review, note=note), by=pairing.reviewer, now=world.now
    )
    return fresh(review)


def sent(world):
    review = begun(world)
    return fresh(
        actions.submit_review(
            review, rubric_input=fill_rubric(review), by=review.reviewer, now=world.now
        )
    )


def fresh(review):
    return reload(review, "reviewer", "owner", "case")


def boss(world):
    return world.user(world.coordinator)
