from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pairing.engine.counting import completions, matchings, sample
from pairing.engine.rng import Rng
from pairing.tests.engine.worlds import is_uniform

columns = st.sets(st.integers(0, 6))
ARCS = [[1, 2, 4], [0, 2, 3], [0, 1, 3, 4], [1, 2, 4], [0, 3]]


@given(st.integers(0, 7).flatmap(lambda size: st.lists(columns, min_size=size, max_size=size)))
def test_count_and_list_equal_enumeration(sets):
    size = len(sets)
    arcs = [sorted(column for column in line if column < size) for line in sets]
    every = [
        list(one)
        for one in permutations(range(size))
        if all(one[row] in arcs[row] for row in range(size))
    ]
    ways = completions(arcs)
    assert ways.get(0, 0) == len(every)
    assert not every or list(matchings(arcs, ways)) == every


def test_sample_takes_every_matching_equally_often():
    ways = completions(ARCS)
    counts = Counter(tuple(sample(ARCS, ways, Rng("sample", at))) for at in range(ways[0] * 100))
    assert set(counts) == {tuple(one) for one in matchings(ARCS, ways)}
    assert is_uniform(list(counts.values()))


def test_count_of_fourteen_people_with_all_arcs_open_is_their_derangements():
    arcs = [[column for column in range(14) if column != row] for row in range(14)]
    assert completions(arcs)[0] == 32_071_101_049
