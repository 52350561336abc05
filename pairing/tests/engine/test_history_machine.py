"""A pool over time, as hostile as Hypothesis can make it: the next draw is always whole."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from pairing.engine import Inputs, differences, draw, record
from pairing.engine.tiers import TOO_SOON
from pairing.tests.engine.worlds import monday, seeds

MOST = 9


class PoolMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.people = [0, 1, 2]
        self.next = 3
        self.hard = set()
        self.past = []
        self.weeks = 0
        self.attempt = 1

    @precondition(lambda self: len(self.people) < MOST)
    @rule()
    def join(self):
        self.people.append(self.next)
        self.next += 1

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def leave(self, data):
        self.people.remove(data.draw(st.sampled_from(self.people)))

    @precondition(lambda self: len(self.people) > 1)
    @rule(data=st.data(), both=st.booleans())
    def exclude(self, data, both):
        one, other = data.draw(st.permutations(self.people))[:2]
        self.hard |= {(one, other), (other, one)} if both else {(one, other)}

    @precondition(lambda self: self.hard)
    @rule(data=st.data())
    def end_exclusion(self, data):
        self.hard.remove(data.draw(st.sampled_from(sorted(self.hard))))

    @rule(data=st.data(), seed=seeds, rounds=st.integers(1, 2))
    def draw(self, data, seed, rounds):
        away = data.draw(st.sets(st.sampled_from(self.people))) if self.people else set()
        present = tuple(one for one in self.people if one not in away)
        self.attempt = 1
        self.past.append(
            (
                monday(self.weeks),
                self.draw_whole(present, away, seed, min(rounds, max(1, len(present) - 1))),
            )
        )
        self.weeks += 1

    @precondition(lambda self: self.past)
    @rule(seed=seeds)
    def redraw(self, seed):
        """The last cycle once more, from the history before it."""
        self.past.pop()
        self.weeks -= 1
        self.attempt += 1
        self.past.append((monday(self.weeks), self.draw_whole(tuple(self.people), set(), seed, 1)))
        self.weeks += 1

    def draw_whole(self, present, away, seed, rounds):
        inputs = Inputs(
            cycle=monday(self.weeks),
            present=present,
            away=tuple((one, "away") for one in away),
            hard=tuple(self.hard),
            history=tuple(self.past),
            attempt=self.attempt,
            rounds=rounds,
        )
        drawing = draw(inputs, seed)
        arcs = tuple((pair.reviewer, pair.owner) for pair in drawing.pairs)
        self.check(inputs, drawing, arcs)
        return arcs

    def check(self, inputs, drawing, arcs):
        out = {person for person, _ in drawing.sits_out}
        assert not self.hard.intersection(arcs)
        assert all(one != other for one, other in arcs)
        assert {one for one, _ in arcs} == {other for _, other in arcs} == set(inputs.present) - out
        assert out >= {person for person, _ in inputs.away}
        if inputs.rounds == 1:
            assert len(arcs) == len({one for one, _ in arcs}) == len({other for _, other in arcs})
            assert drawing.tiers[TOO_SOON] == 0 or drawing.spacing == 0 or self.had_two_rounds()
        assert differences(record(inputs, drawing)) == []

    def had_two_rounds(self):
        """Two arcs a person in one cycle: the promise of the spacing guard counts one."""
        return any(len(arcs) != len({one for one, _ in arcs}) for _, arcs in self.past)


PoolMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestPool = PoolMachine.TestCase
