"""The round that each staying pair takes its place in, if people review several colleagues each."""

from collections.abc import Iterable

from pairing.engine.inputs import Arc, Person

Round = tuple[dict[Person, Person], dict[Person, Person]]  # owner by reviewer, reviewer by owner


def assign_rounds(arcs: Iterable[Arc], rounds: int) -> list[tuple[Arc, ...]]:
    """The arcs of each round: in one round nobody reviews twice or is reviewed twice.

    While nobody has more than `rounds` of them in either role, all arcs find a place (edges of a
    bipartite graph can be coloured with as many colours as its largest degree); those of a person
    with more stay without one.
    """
    filled: list[Round] = [({}, {}) for _ in range(rounds)]
    for giver, taker in arcs:
        open_to_giver = [number for number, (given, _) in enumerate(filled) if giver not in given]
        open_to_taker = [number for number, (_, taken) in enumerate(filled) if taker not in taken]
        if not open_to_giver or not open_to_taker:
            continue
        both = [number for number in open_to_giver if number in open_to_taker]
        if not both:
            _exchange(filled[open_to_giver[0]], filled[open_to_taker[0]], taker)
        _put(filled[(both or open_to_giver)[0]], giver, taker)
    return [tuple(given.items()) for given, _ in filled]


def _put(one: Round, giver: Person, taker: Person) -> None:
    one[0][giver], one[1][taker] = taker, giver


def _exchange(one: Round, other: Round, taker: Person) -> None:
    """Free `taker` in `one`: exchange the rounds along the path that leaves them and alternates
    between the two.
    """
    path = []
    here = one
    there = other
    while taker in here[1]:
        giver = here[1][taker]
        path.append((giver, taker, here))
        if giver not in there[0]:
            break
        taker = there[0][giver]
        path.append((giver, taker, there))
    for giver, taker, place in path:
        del place[0][giver], place[1][taker]
    for giver, taker, place in path:
        _put(other if place is one else one, giver, taker)
