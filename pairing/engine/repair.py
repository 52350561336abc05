"""Repair a draw when somebody drops out or returns, with as few changes as possible."""

from collections.abc import Iterable
from dataclasses import dataclass

from pairing.engine.draw import drawn_rounds
from pairing.engine.explain import Pair, explain
from pairing.engine.inputs import Arc, Inputs, Person, order_arc


@dataclass(frozen=True)
class Repair:
    """gone: announced pairs that are taken back. new: pairs that replace them. still: announced
    pairs that stay.

    gives_none, gets_none: people present who now give or get no review although they would have.
    """

    gone: tuple[Arc, ...]
    new: tuple[Pair, ...]
    still: tuple[Arc, ...]
    gives_none: tuple[Person, ...]
    gets_none: tuple[Person, ...]

    @property
    def changed(self) -> int:
        """How many announced pairs change."""
        return len(self.gone)


def repair(inputs: Inputs, announced: Iterable[Arc], seed: str) -> Repair:
    """Solve the cycle again with as few new pairs as possible.

    inputs: who is present now, and in `fixed` the pairs that cannot change (begun or done).
    announced: the pairs that people know and have not begun. seed: hex, as in `draw`.
    First as many people as possible give and get a review; then as few pairs as possible are new;
    then the usual tiers and the seed decide.
    """
    announced = set(map(tuple, announced)) - set(inputs.fixed)
    rounds = drawn_rounds(inputs, bytes.fromhex(seed).hex(), sorted(announced, key=order_arc))
    pairs = {
        (pair.reviewer, pair.owner): pair
        for table, choice in rounds
        for pair in explain(table, choice)
    }
    final = [*pairs, *inputs.fixed]
    return Repair(
        gone=tuple(sorted(announced - set(pairs), key=order_arc)),
        new=tuple(
            pair
            for arc, pair in sorted(pairs.items(), key=lambda each: order_arc(each[0]))
            if arc not in announced
        ),
        still=tuple(sorted(announced & set(pairs), key=order_arc)),
        gives_none=_missing(inputs.present, (reviewer for reviewer, _ in final)),
        gets_none=_missing(inputs.present, (owner for _, owner in final)),
    )


def _missing(people: Iterable[Person], paired: Iterable[Person]) -> tuple[Person, ...]:
    paired = set(paired)
    return tuple(one for one in people if one not in paired)
