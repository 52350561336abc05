"""Where the steps happen: a world that is rolled back at the end, and checks after each step."""

import logging

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from cases.models import Case
from pairing.models import Cycle, Pairing, PoolMembership
from pairing.states import PairingState
from pairing.sweeps import close_ended_cycles, draw_due_cycles
from people.models import User
from reviews import sweeps
from reviews.models import Answer, Comment, Reader, Review
from reviews.states import SENT
from reviews.tests.lifecycle.invariants import assert_whole
from reviews.tests.lifecycle.model import ExpectedPairing, Model
from reviews.tests.lifecycle.world import World

SWEEPS = [
    draw_due_cycles,
    close_ended_cycles,
    sweeps.remind_due,
    sweeps.close_by_rule,
    sweeps.purge_drafts,
]
ANY = st.integers(0, 30)  # one of however many there are
WHO = st.integers(0, 20)  # a small number is that person, any other one the person whose step it is


class Failures(logging.Handler):
    """A sweep logs what one row raises, so that the others go on: here it counts."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.seen = []

    def emit(self, record):
        self.seen.append(record.getMessage())


class Stage(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.failures = Failures()
        self.said = 0
        self.is_news = True
        logging.getLogger("pairing.sweeps").addHandler(self.failures)
        self.world = World()
        self.model = Model(self.world.people, dict(Case.objects.values_list("pk", "owner")))

    def teardown(self):
        logging.getLogger("pairing.sweeps").removeHandler(self.failures)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def one(self, rows, number):
        return sorted(rows)[number % len(rows)]

    def actor(self, number, right):
        """Who acts; nobody where that person has left."""
        people = self.world.people
        chosen = people[number] if number < len(people) else right
        return self.world.user(chosen) if chosen in self.model.active else None

    def review(self, number, who, right, *states):
        """One of the reviews, mostly one in `states`: what it should be, its row, and who acts."""
        fitting = [pk for pk, expected in self.model.reviews.items() if expected.state in states]
        pk = self.one(fitting if fitting and number < 25 else self.model.reviews, number)
        expected = self.model.reviews[pk]
        return expected, Review.objects.get(pk=pk), self.actor(who, getattr(expected, right))

    def words(self):
        """What nobody said before."""
        self.said += 1
        return f"Sentence {self.said}."

    def expect(self, refusal, act, *args, **kwargs):
        """Call `act`; returns whether it went through, and fails if the model says otherwise."""
        try:
            self.result = act(*args, **kwargs, now=self.world.now)
        except Exception as error:
            if type(error) is not refusal:
                raise
            return False
        assert refusal is None, f"{act.__name__} should raise {refusal.__name__}"
        self.is_news = True
        return True

    def members(self):
        places = PoolMembership.objects.on(self.world.now.date()).filter(pool=self.world.pool)
        return set(places.values_list("user", flat=True))

    def sweep(self, times=1):
        """Run the sweeps and move the model on; new cycles take the settings of the pool."""
        self.is_news = True
        for _ in range(times):
            for sweep in SWEEPS:
                self.world.seal()
                sweep(now=self.world.now)
        self.model.pass_time(self.world.now)
        self.world.pool.refresh_from_db()
        for cycle in Cycle.objects.exclude(pk__in=self.model.cycles):
            self.model.cycles[cycle.pk] = {
                name: getattr(cycle, name) for name in ("ends_on", "visibility", "state")
            }
            assert cycle.visibility == self.world.pool.visibility
        self.meet_new_pairings()

    def meet_new_pairings(self):
        """Of members alone; a redraw leaves copies of what it took along, which are over."""
        for row in Pairing.objects.exclude(pk__in=self.model.pairings).select_related("draw"):
            assert row.state in (PairingState.ASSIGNED, PairingState.REPLACED)
            assert (
                row.state == PairingState.REPLACED
                or {row.reviewer_id, row.owner_id} <= self.members()
            )
            self.model.pairings[row.pk] = ExpectedPairing(
                row.draw.cycle_id, row.reviewer_id, row.owner_id, row.state
            )

    @invariant()
    def states_are_as_they_should_be(self):
        """After each step; what costs more is asked after those that did something."""
        model = self.model
        rows = Review.objects.values_list("pk", "state", "version", "closing_note", "owner")
        should = [
            (pk, expected.state, expected.version, expected.text[0], expected.owner)
            for pk, expected in model.reviews.items()
        ]
        assert sorted(rows) == sorted(should)
        assert dict(Pairing.objects.values_list("pk", "state")) == {
            pk: row.state for pk, row in model.pairings.items()
        }
        if self.is_news:
            assert not self.failures.seen
            assert_whole()
            self.cycles_keep_what_they_were_drawn_with()
            self.no_text_is_lost_and_no_reader_comes_or_goes()
            self.everybody_sees_what_is_theirs()
        self.is_news = False

    def cycles_keep_what_they_were_drawn_with(self):
        rows = Cycle.objects.values("pk", "ends_on", "visibility", "state")
        assert {row.pop("pk"): row for row in rows} == self.model.cycles

    def no_text_is_lost_and_no_reader_comes_or_goes(self):
        answers, comments, readers = ({pk: {} for pk in self.model.reviews} for _ in range(3))
        for review, *said in Answer.objects.values_list("review", "value", "comment"):
            answers[review][tuple(said)] = True
        for review, pk, body in Comment.objects.values_list("review", "pk", "body"):
            comments[review][pk] = body
        for review, user, opened_at in Reader.objects.values_list("review", "user", "opened_at"):
            readers[review][user] = opened_at is not None
        for pk, expected in self.model.reviews.items():
            assert answers[pk] == ({expected.text[1]: True} if expected.text[1] else {})
            assert comments[pk] == expected.comments
            assert readers[pk] == (expected.readers if expected.state in SENT else {})

    def everybody_sees_what_is_theirs(self):
        for user in User.objects.filter(pk__in=self.world.people):
            visible = Review.objects.visible_to(user).values_list("pk", flat=True)
            assert set(visible) == self.model.visible(user.pk)
