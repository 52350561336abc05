"""Rearranging and comparing rows, on plain values."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rubrics.tests.factories import titled
from rubrics.wording import EASY, MOST, Wording, changes, is_long, moved, problems, rearranged

TITLES = st.text("abcde", max_size=3)
ROWS = st.lists(st.builds(Wording, TITLES, TITLES, TITLES, st.booleans()), max_size=MOST)
NAMED = st.lists(TITLES.filter(bool), unique=True, max_size=8).map(lambda titles: titled(*titles))
COMMANDS = st.builds(
    "{}-{}".format, st.sampled_from(["up", "down", "remove"]), st.integers(-2, MOST + 2)
)


@given(ROWS, COMMANDS)
def test_move_keeps_every_row(rows, command):
    after, _ = rearranged(rows, command)
    lost = Counter(rows) - Counter(after)
    assert sum(lost.values()) == (
        1 if command.startswith("remove") and len(after) < len(rows) else 0
    )
    assert not Counter(after) - Counter(rows)


@given(ROWS.filter(bool), st.data())
def test_move_down_and_up_again_changes_nothing(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    down, then = moved(rows, at, at + 1)
    back, end = moved(down, then, at)
    assert (back, end) == (tuple(rows), at)


@given(ROWS.filter(bool), st.data())
def test_move_up_swaps_two_neighbours_alone(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    after, to = rearranged(rows, f"up-{at}")
    assert to == max(at - 1, 0)
    assert after[to] == rows[at]
    assert all(after[i] == rows[i] for i in range(len(rows)) if i not in (at, to))


@given(ROWS.filter(bool), st.data())
def test_remove_leaves_the_others_in_order(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    after, look = rearranged(rows, f"remove-{at}")
    assert list(after) == rows[:at] + rows[at + 1 :]
    assert 0 <= look < max(len(after), 1)


@given(ROWS)
def test_add_puts_an_empty_row_at_the_end_up_to_the_most(rows):
    after, at = rearranged(rows, "add")
    assert after == ((*rows, Wording()) if len(rows) < MOST else tuple(rows))
    assert at == len(rows) or len(rows) == MOST


@given(ROWS, st.text(max_size=8))
def test_unknown_command_changes_nothing(rows, command):
    if command.partition("-")[0] not in ("add", "up", "down", "remove"):
        assert rearranged(rows, command)[0] == tuple(rows)


def test_forged_places_change_nothing():
    rows = titled("A", "B")
    for command in ("up", "up-", "up-x", "up-²", "remove--1", "remove-9999999999", "down-1\x00"):
        assert rearranged(rows, command)[0] == tuple(rows), command


@given(NAMED)
def test_same_wording_has_no_changes(rows):
    assert not changes(rows, rows)


@given(NAMED, NAMED)
def test_changes_tell_every_title_that_comes_or_goes(old, new):
    found = changes(old, new)
    before, after = {row.title for row in old}, {row.title for row in new}
    assert set(found.added) == after - before
    assert set(found.dropped) == before - after
    assert bool(found) == (old != new)


def test_changes_tell_rewording_and_order_apart():
    old = [Wording("A", "x"), Wording("B")]
    assert changes(old, [Wording("A", "y"), Wording("B")]).reworded == ("A",)
    assert changes(old, [Wording("B"), Wording("A", "x")]).reordered
    assert not changes(old, [Wording("A", "x"), Wording("C"), Wording("B")]).reordered


def test_problems_name_what_is_missing_and_what_is_twice():
    assert problems([]) == ["A rubric needs at least one criterion."]
    assert problems(titled("A", "", "B", "a")) == [
        "Criterion 2 has no title.",
        "“a” is the title of more than one criterion.",
    ]
    assert problems(titled("A", "B")) == []


def test_rubric_is_long_above_ten():
    assert not is_long(titled(*"abcdefghij"))
    assert is_long(titled(*"abcdefghijk"))
    assert EASY == 10
