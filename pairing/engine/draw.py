"""One draw from frozen inputs and a seed: the same result for everyone, forever."""

from collections.abc import Iterable
from dataclasses import dataclass

from pairing.engine.choose import Choice, choose
from pairing.engine.explain import Pair, explain, sitting_out
from pairing.engine.inputs import ALGORITHM, Arc, Inputs, Person, order
from pairing.engine.rng import Rng, commitment_of
from pairing.engine.round_assignment import assign_rounds
from pairing.engine.solver import solve, tight_arcs
from pairing.engine.tiers import RECIPROCAL, REVERSE, CostModel, build_cost_model

MOST_PEOPLE = 1000
TOO_MANY = f"more than {MOST_PEOPLE:,} people cannot be drawn at once: split the pool"


@dataclass(frozen=True)
class Drawing:
    """The result of a draw.

    pairs: by reviewer; everyone present appears once on each side, unless in `sits_out`.
    sits_out: (person, class of the reason) of everyone away or left by the rules without a partner.
    tiers: the compromises, by tier, most costly first; sums if there are several rounds.
    options: how many equally good draws there were; None if not counted (see `choose.Choice`).
    how: listed | sampled | switched. proven: no equally good draw has fewer reciprocal pairs.
    spacing: for how many draws no pair had to meet again.
    """

    algorithm: str
    seed: str
    commitment: str
    inputs_digest: str
    pairs: tuple[Pair, ...]
    sits_out: tuple[tuple[Person, str], ...]
    tiers: dict[str, int]
    options: int | None
    how: str
    proven: bool
    spacing: int


def draw(inputs: Inputs, seed: str) -> Drawing:
    """Pair the people who are present.

    `seed` is hex of any length (32 random bytes). It never fails for valid inputs: if not
    everything is possible, it compromises tier by tier, and on sitting out last of all. ValueError
    for a seed that is not hex, and for more than `MOST_PEOPLE`: the work grows with the cube of
    their number.
    """
    if len(inputs.present) > MOST_PEOPLE:
        raise ValueError(TOO_MANY)
    seed = bytes.fromhex(seed).hex()
    return _drawing(inputs, seed, drawn_rounds(inputs, seed))


def drawn_rounds(
    inputs: Inputs, seed: str, announced: Iterable[Arc] | None = None
) -> list[tuple[CostModel, Choice]]:
    """Round by round, each aware of those before it. `announced`: see `pairing.engine.repair`."""
    digest = inputs.digest()
    rounds = []
    arcs = []
    staying = assign_rounds(inputs.fixed, inputs.rounds)
    if announced is None:
        promised = [None] * inputs.rounds
    else:
        promised = assign_rounds(announced, inputs.rounds)
    for number in range(inputs.rounds):
        table = build_cost_model(inputs, arcs, stays=staying[number], announced=promised[number])
        rng = Rng(ALGORITHM, seed, inputs.cycle, inputs.attempt, digest, f"round {number + 1}")
        choice = one_round(table, rng)
        rounds.append((table, choice))
        drawn = tuple((pair.reviewer, pair.owner) for pair in explain(table, choice))
        arcs.append(drawn + staying[number])
    return rounds


def one_round(table: CostModel, rng: Rng) -> Choice:
    """The choice of one round. There is always an optimum, as everyone can sit out."""
    cost = table.cost()
    _, u, v = solve(cost)
    return choose(tight_arcs(cost, u, v), table.reversed_last, rng)


def _drawing(inputs: Inputs, seed: str, rounds: list[tuple[CostModel, Choice]]) -> Drawing:
    pairs = [pair for table, choice in rounds for pair in explain(table, choice)]
    paired = {one for pair in pairs for one in (pair.reviewer, pair.owner)} | {
        one for arc in inputs.fixed for one in arc
    }
    out = dict(entry for table, choice in rounds for entry in sitting_out(table, choice))
    out = {person: code for person, code in out.items() if person not in paired}
    options = 1
    for _, choice in rounds:
        options = options * choice.options if options and choice.options else None
    return Drawing(
        algorithm=ALGORITHM,
        seed=seed,
        commitment=commitment_of(seed, inputs.salt),
        inputs_digest=inputs.digest(),
        pairs=tuple(sorted(pairs, key=lambda pair: order(pair.reviewer))),
        sits_out=tuple(sorted([*inputs.away, *out.items()], key=lambda entry: order(entry[0]))),
        tiers=_totals(rounds),
        options=options,
        how="+".join(sorted({choice.how for _, choice in rounds})),
        proven=all(choice.proven for _, choice in rounds),
        spacing=rounds[0][0].spacing,
    )


def _totals(rounds: list[tuple[CostModel, Choice]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for table, choice in rounds:
        one = table.totals(choice.columns) | {
            RECIPROCAL: _mutual(table, choice),
            REVERSE: choice.reverses,
        }
        totals = {name: totals.get(name, 0) + price for name, price in one.items()}
    return totals


def _mutual(table: CostModel, choice: Choice) -> int:
    """The pairs of people who review each other; where one side of two arcs is idle they do not."""
    columns = choice.columns
    false = sum(
        (row, column) in table.idle and columns[column] == row for row, column in enumerate(columns)
    )
    both = sum(
        {(row, column), (column, row)} <= table.idle
        for row, column in enumerate(columns)
        if columns[column] == row
    )
    return choice.reciprocals - false + both // 2
