"""Rearranging and comparing rows, on plain values."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rubrics.criteria import (
    LONG_ABOVE,
    MAX_CRITERIA,
    CriterionText,
    apply_command,
    compare_criteria,
    find_problems,
    is_long,
    move_row,
)
from rubrics.tests.factories import titled

TITLES = st.text("abcde", max_size=3)
ROWS = st.lists(
    st.builds(CriterionText, TITLES, TITLES, TITLES, st.booleans()), max_size=MAX_CRITERIA
)
NAMED = st.lists(TITLES.filter(bool), unique=True, max_size=8).map(lambda titles: titled(*titles))
COMMANDS = st.builds(
    "{}-{}".format, st.sampled_from(["up", "down", "remove"]), st.integers(-2, MAX_CRITERIA + 2)
)


@given(ROWS, COMMANDS)
def test_move_keeps_every_row(rows, command):
    after, _ = apply_command(rows, command)
    lost = Counter(rows) - Counter(after)
    assert sum(lost.values()) == (
        1 if command.startswith("remove") and len(after) < len(rows) else 0
    )
    assert not Counter(after) - Counter(rows)


@given(ROWS.filter(bool), st.data())
def test_move_down_and_up_again_changes_nothing(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    down, then = move_row(rows, at, at + 1)
    back, end = move_row(down, then, at)
    assert (back, end) == (tuple(rows), at)


@given(ROWS.filter(bool), st.data())
def test_move_up_swaps_two_neighbours_alone(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    after, to = apply_command(rows, f"up-{at}")
    assert to == max(at - 1, 0)
    assert after[to] == rows[at]
    assert all(after[i] == rows[i] for i in range(len(rows)) if i not in (at, to))


@given(ROWS.filter(bool), st.data())
def test_remove_leaves_the_others_in_order(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    after, look = apply_command(rows, f"remove-{at}")
    assert list(after) == rows[:at] + rows[at + 1 :]
    assert 0 <= look < max(len(after), 1)


@given(ROWS)
def test_add_puts_an_empty_row_at_the_end_up_to_the_most(rows):
    after, at = apply_command(rows, "add")
    assert after == ((*rows, CriterionText()) if len(rows) < MAX_CRITERIA else tuple(rows))
    assert at == len(rows) or len(rows) == MAX_CRITERIA


@given(ROWS, st.text(max_size=8))
def test_unknown_command_changes_nothing(rows, command):
    if command.partition("-")[0] not in ("add", "up", "down", "remove"):
        assert apply_command(rows, command)[0] == tuple(rows)


def test_forged_places_change_nothing():
    rows = titled("A", "B")
    for command in ("up", "up-", "up-x", "up-²", "remove--1", "remove-9999999999", "down-1\x00"):
        assert apply_command(rows, command)[0] == tuple(rows), command


@given(NAMED)
def test_same_wording_has_no_changes(rows):
    assert not compare_criteria(rows, rows)


@given(NAMED, NAMED)
def test_changes_tell_every_title_that_comes_or_goes(old, new):
    changes = compare_criteria(old, new)
    before = {row.title for row in old}
    after = {row.title for row in new}
    assert set(changes.added) == after - before
    assert set(changes.dropped) == before - after
    assert bool(changes) == (old != new)


def test_changes_tell_rewording_and_order_apart():
    old = [CriterionText("A", "x"), CriterionText("B")]
    assert compare_criteria(old, [CriterionText("A", "y"), CriterionText("B")]).reworded == ("A",)
    about_oneself = [CriterionText("A", "x", self_title="I did A"), CriterionText("B")]
    assert compare_criteria(old, about_oneself).reworded == ("A",)
    assert compare_criteria(old, [CriterionText("B"), CriterionText("A", "x")]).reordered
    assert not compare_criteria(
        old, [CriterionText("A", "x"), CriterionText("C"), CriterionText("B")]
    ).reordered


def test_problems_name_what_is_missing_and_what_is_twice():
    assert find_problems([]) == ["A rubric needs at least one criterion."]
    assert find_problems(titled("A", "", "B", "a")) == [
        "Criterion 2 has no title.",
        "“a” is the title of more than one criterion.",
    ]
    assert find_problems(titled("A", "B")) == []


def test_rubric_is_long_above_ten():
    assert not is_long(titled(*"abcdefghij"))
    assert is_long(titled(*"abcdefghijk"))
    assert LONG_ABOVE == 10
