"""What changes of pools, members and managers mean for reviews."""

from datetime import date, timedelta

import pytest

from cases.models import Case
from pairing.actions import change_pool, remove_member
from pairing.models import Cycle, Pairing
from pairing.states import PairingState, Visibility
from pairing.sweeps import close_ended_cycles, draw_due_cycles
from pairing.tests.factories import add_member
from people.actions import change_membership, deactivate_person
from people.models import Membership
from reviews import actions
from reviews.models import Reader, Review
from reviews.states import ReviewState
from reviews.tests.factories import fill_rubric
from reviews.tests.lifecycle.drawn_world import (
    begun,
    boss,
    build_drawn_world,
    fresh,
    pass_time,
    sent,
)

pytestmark = pytest.mark.django_db


WEEK = timedelta(days=7)


@pytest.fixture
def world(time_machine):
    return build_drawn_world(time_machine)


def test_pool_visibility_changes_from_the_next_cycle_on(world):
    change_pool(world.pool, visibility=Visibility.TEAM, by=boss(world), now=world.now)
    first = sent(world)
    assert first.readers.count() == 2
    pass_time(world, WEEK)
    close_ended_cycles(now=world.now)
    draw_due_cycles(now=world.now)
    pairing = Pairing.objects.filter(state=PairingState.ASSIGNED).first()
    case = Case.objects.filter(owner=pairing.owner).first()
    review = actions.start_review(pairing, case=case, by=pairing.reviewer, now=world.now)
    actions.submit_review(
        review, rubric_input=fill_rubric(review), by=pairing.reviewer, now=world.now
    )
    assert review.readers.count() == len(world.members)
    assert first.readers.count() == 2


def test_member_who_leaves_the_pool_still_gives_and_gets_what_was_drawn(world):
    review = begun(world)
    remove_member(world.pool, user=review.reviewer, by=boss(world), now=world.now)
    review = actions.submit_review(
        review, rubric_input=fill_rubric(review), by=review.reviewer, now=world.now
    )
    pass_time(world, WEEK)
    close_ended_cycles(now=world.now)
    draw_due_cycles(now=world.now)
    assert fresh(review).state == ReviewState.SUBMITTED
    newest = Cycle.objects.latest("monday")
    assert not Pairing.objects.of(review.reviewer).filter(draw__cycle=newest).exists()


def test_member_who_joins_reads_what_is_sent_later_and_nothing_before(world):
    Cycle.objects.update(visibility=Visibility.TEAM)
    before = sent(world)
    newcomer = world.user(world.managers[1])
    add_member(
        world.pool, user=newcomer, by=boss(world), now=world.now, first_day=date(2026, 11, 16)
    )
    pairing = Pairing.objects.filter(state=PairingState.ASSIGNED).first()
    case = Case.objects.filter(owner=pairing.owner).first()
    after = actions.start_review(pairing, case=case, by=pairing.reviewer, now=world.now)
    actions.submit_review(
        after, rubric_input=fill_rubric(after), by=pairing.reviewer, now=world.now
    )
    assert list(Review.objects.visible_to(newcomer)) == [after]
    assert before.readers.count() == len(world.members)


def test_manager_who_changes_neither_gains_nor_loses_what_was_sent(world):
    Cycle.objects.update(visibility=Visibility.MANAGERS)
    review = sent(world)
    old, new = (world.user(pk) for pk in world.managers)
    for place in Membership.objects.open().filter(user__in=world.members):
        kept = {"team": place.team, "role": place.role, "is_primary": place.is_primary}
        change_membership(
            place, manager=new, first_day=world.now.date(), **kept, by=boss(world), now=world.now
        )
    assert Review.objects.visible_to(old).exists()
    assert not Review.objects.visible_to(new).exists()
    actions.recall_review(fresh(review), by=review.reviewer, now=world.now)
    actions.submit_review(
        fresh(review), rubric_input=fill_rubric(fresh(review)), by=review.reviewer, now=world.now
    )
    assert set(Reader.objects.values_list("user", flat=True)) == {
        review.reviewer_id,
        review.owner_id,
        new.pk,
    }


def test_manager_who_leaves_reads_no_more_and_nobody_takes_their_place(world):
    Cycle.objects.update(visibility=Visibility.MANAGERS)
    review = sent(world)
    manager = world.user(world.managers[0])
    assert Review.objects.visible_to(manager).exists()
    deactivate_person(manager, by=boss(world), now=world.now)
    assert not Review.objects.visible_to(world.user(manager.pk)).exists()
    assert review.readers.count() == 3
