from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pairing.simulation.choice import has_one_option


@given(
    st.integers(1, 5).flatmap(
        lambda size: st.tuples(st.just(size), st.sets(st.integers(0, size * size - 1)))
    )
)
def test_has_one_option_agrees_with_counting(world):
    size, cells = world
    arcs = [
        sorted({column for column in range(size) if row * size + column in cells} | {row})
        for row in range(size)
    ]
    every = [
        one
        for one in permutations(range(size))
        if all(column in arcs[row] for row, column in enumerate(one))
    ]
    assert has_one_option(arcs, list(range(size))) == (len(every) == 1)
