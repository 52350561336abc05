import pytest
from hypothesis import given

from core.text import join_words
from pairing.engine import Inputs, draw, retell, split_reason, why, why_sits_out
from pairing.engine.explain import AGAIN, FIRST, FORCED, MUTUAL, SOON
from pairing.engine.reasons import ordinal
from pairing.engine.tiers import TOO_SOON, build_cost_model
from pairing.tests.engine.worlds import SEED, monday, seeds, worlds

NAMES = {1: "Ana", 2: "Bo", 3: "Cy", 4: "Di", 5: "Eli", 6: "Flo"}


def reasons_of(inputs, seed=SEED):
    drawing = draw(inputs, seed)
    return {
        pair.reviewer: (pair.code, why(pair, inputs.cycle, NAMES.get, len(inputs.present)))
        for pair in drawing.pairs
    }


@given(worlds(most=6), seeds)
def test_first_time_is_said_of_exactly_the_pairs_that_never_met(inputs, seed):
    met = build_cost_model(inputs).met
    for pair in draw(inputs, seed).pairs:
        arc = (inputs.present.index(pair.reviewer), inputs.present.index(pair.owner))
        assert (pair.times, pair.last) == (
            (met[arc][0] + 1, met[arc][1]) if arc in met else (1, "")
        )
        assert (pair.code != FIRST) or pair.times == 1
        assert (pair.code not in (AGAIN, FORCED, SOON)) or pair.times > 1


@given(worlds(most=6), seeds)
def test_every_proof_of_a_forced_repeat_holds(inputs, seed):
    met = build_cost_model(inputs).met
    people = inputs.present
    for pair in draw(inputs, seed).pairs:
        if pair.code != FORCED:
            continue
        reviewers, owners = pair.stuck
        assert pair.reviewer in reviewers
        assert len(owners) < len(reviewers)
        level = met[people.index(pair.reviewer), people.index(pair.owner)][0]
        for reviewer in reviewers:
            for owner in set(people) - set(owners) - {reviewer}:
                assert met[people.index(reviewer), people.index(owner)][0] >= level


def test_first_draw_of_a_pool_says_first_time():
    assert set(reasons_of(Inputs(cycle=monday(0), present=(1, 2, 3, 4))).values()) == {
        (FIRST, "First time")
    }


def test_repeat_in_turn_says_when_the_last_one_was():
    rounds = (((1, 2), (2, 3), (3, 1)), ((1, 3), (3, 2), (2, 1)))
    history = (("2025-09-08", rounds[0]), ("2026-09-07", rounds[1]))
    inputs = Inputs(cycle="2026-11-16", present=(1, 2, 3), history=history)
    assert set(reasons_of(inputs).values()) in (
        {(AGAIN, "Not since 7 September, 2nd time")},
        {(AGAIN, "Not since 8 September 2025, 2nd time")},
    )


def test_two_people_are_told_that_there_is_no_other_draw():
    text = "First time. Ana and Bo review each other: with two people there is no other draw"
    assert reasons_of(Inputs(cycle=monday(0), present=(1, 2)))[1] == (MUTUAL, text)


def test_reciprocal_pair_is_said_without_counting_the_possible_draws():
    hard = ((1, 3), (1, 4), (2, 3), (2, 4))
    text = "First time. They review each other: no better draw was found"
    assert set(reasons_of(Inputs(cycle=monday(0), present=(1, 2, 3, 4), hard=hard)).values()) == {
        (MUTUAL, text)
    }


def test_forced_repeat_names_who_has_too_few_left():
    """Ana, Bo and Cy have met one another, so all three want Di or Eli."""
    history = tuple(
        (monday(at), tuple((reviewer, owner) for reviewer in (1, 2, 3) if owner != reviewer))
        for at, owner in enumerate((1, 2, 3))
    )
    reasons = reasons_of(Inputs(cycle=monday(9), present=(1, 2, 3, 4, 5), history=history))
    forced = [text for code, text in reasons.values() if code == FORCED]
    assert len(forced) == 1
    assert forced[0].endswith(
        "January, 2nd time. Ana, Bo and Cy share only 2 new partners: Di and Eli"
    )


def test_forced_repeat_for_want_of_one_person_says_who_got_them():
    """Two of three have met each other both ways, and both want the joiner."""
    history = ((monday(0), ((1, 2), (2, 1))), (monday(1), ((1, 2), (2, 1))), (monday(2), ((3, 1),)))
    reasons = reasons_of(Inputs(cycle=monday(9), present=(1, 2, 3), history=history))
    said = "Not since 12 January, 3rd time. Cy, the only partner met less often, was paired with"
    forced = {reviewer: text for reviewer, (code, text) in reasons.items() if code == FORCED}
    assert forced in ({1: f"{said} Bo"}, {2: f"{said} Ana"})


def test_pair_that_meets_too_soon_for_a_soft_rule_says_that_nothing_else_was_possible():
    arcs = ((1, 2), (2, 3), (3, 4), (4, 1))
    others = tuple(
        (a, b) for a in range(1, 5) for b in range(1, 5) if a != b and (a, b) not in arcs
    )
    inputs = Inputs(
        cycle=monday(1),
        present=(1, 2, 3, 4),
        history=((monday(0), arcs),),
        soft=(("team", others),),
    )
    assert draw(inputs, SEED).tiers[TOO_SOON] == 4
    text = "Not since 5 January, 2nd time. Sooner than usual: no other draw was possible"
    assert set(reasons_of(inputs).values()) == {(SOON, text)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("alone", "Only Ana is available: nobody to pair with"),
        ("away", "Away for half of the cycle's working days or more"),
        ("blocked", "No partner available"),
        ("other", "Sits out"),
    ],
)
def test_sitting_out_is_told_by_class_of_reason(code, text):
    assert why_sits_out(code, 1, NAMES.get) == text


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        ("First time", ("First time", "")),
        ("Not since 7 September, 2nd time", ("Not since 7 September", "2nd time")),
        ("First time. They review each other: no", ("First time", "They review each other: no")),
    ],
)
def test_reason_is_split_into_loud_and_quiet(reason, parts):
    assert split_reason(reason) == parts


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("First time", "This is your first review of Ana"),
        ("Not since 7 September 2025, 2nd time", "You last reviewed Ana on 7 September 2025"),
        (
            "Swapped with Bo; not since 7 May, 2nd time",
            "Swapped with Bo; you last reviewed Ana on 7 May",
        ),
        (
            "Not since 7 May, 2nd time. Bo, the only new partner, was paired with Cy",
            "You last reviewed Ana on 7 May. Bo, the only new partner, was paired with Cy",
        ),
        ("Cover for Bo; first time", "Cover for Bo; this is your first review of Ana"),
    ],
)
def test_reason_is_retold_to_the_reviewer_as_a_sentence(reason, sentence):
    last = "You last reviewed Ana on {day}"
    assert retell(reason, last, "This is your first review of Ana") == sentence


def test_ordinals_and_lists_read_well():
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    )
    assert [join_words(words) for words in (["Bo"], ["Bo", "Cy"], ["Bo", "Cy", "Di"])] == [
        "Bo",
        "Bo and Cy",
        "Bo, Cy and Di",
    ]
