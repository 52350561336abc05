import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.ring import CROWD, draw_ring

TEAM = list(enumerate(["Ana Duarte", "Bo Lindqvist", "Cai Morgan", "Dee Okafor", "Eli Novak"]))
people = st.lists(st.tuples(st.integers(0, 60), st.text(max_size=8)), max_size=40)
pairs = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=60)


@given(
    people,
    pairs,
    st.integers(0, 60) | st.none(),
    st.sets(st.integers(0, 60)),
    st.sampled_from([80, 160, 300, 320]),
)
def test_ring_of_anything_stays_inside_its_box(people, pairs, me, absent, size):
    ring = draw_ring(people, pairs, me, absent=absent, size=size)
    numbers = [float(number) for arc in ring.arcs for number in re.findall(r"-?[\d.]+", arc.path)]
    edges = [
        edge
        for node in ring.nodes
        for spot in (node.x, node.y)
        for edge in (spot - node.r, spot + node.r)
    ]
    assert all(0 <= number <= size for number in numbers + edges)


def test_ring_seats_people_by_name_from_the_top():
    ring = draw_ring(reversed(TEAM), [])
    assert [node.name for node in ring.nodes] == [name for _, name in TEAM]
    assert (ring.nodes[0].x, ring.nodes[0].y < 20) == (80, True)


def test_ring_marks_me_those_near_and_the_absent():
    ring = draw_ring(TEAM, [(0, 1), (2, 0), (3, 2)], 0, absent={4})
    assert [node.kind for node in ring.nodes] == ["me", "near", "near", "", "ghost"]


def test_ring_draws_my_arrows_last_so_they_lie_on_top():
    ring = draw_ring(TEAM, [(0, 1), (2, 0), (3, 2)], 0)
    assert [arc.kind for arc in ring.arcs] == ["", "in", "on"]


def test_ring_two_who_review_each_other_get_two_different_arrows():
    there, back = draw_ring(TEAM[:2], [(0, 1), (1, 0)]).arcs
    assert there.path != back.path


@pytest.mark.parametrize(("size", "text"), [(160, ""), (300, "AD")])
def test_ring_shows_initials_only_where_they_can_be_read(size, text):
    assert draw_ring(TEAM, [], size=size).nodes[0].text == text


def test_ring_of_a_crowd_has_dots_and_only_my_arrows():
    crowd = [(key, f"P {key:02}") for key in range(CROWD)]
    ring = draw_ring(crowd, [(key, (key + 1) % CROWD) for key in range(CROWD)], 3, size=300)
    assert len(ring.arcs) == 2
    assert {node.text for node in ring.nodes} == {""}


def test_ring_leaves_out_pairs_without_a_seat_and_with_oneself():
    assert draw_ring(TEAM, [(0, 99), (1, 1)]).arcs == ()
