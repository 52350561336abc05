import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.engine import Inputs
from pairing.tests.engine.worlds import worlds

ANA = "ana"
BO = "bo"
CY = "cy"


@given(worlds(), st.randoms(use_true_random=False))
def test_digest_of_inputs_in_any_order_is_the_same(inputs, random):
    shuffled = json.loads(inputs.canonical())
    for name in ("present", "hard", "history"):
        random.shuffle(shuffled[name])
    for _, arcs in [*shuffled["history"], *shuffled["soft"]]:
        random.shuffle(arcs)
    assert Inputs.parse(shuffled) == inputs
    assert Inputs.parse(json.dumps(shuffled, indent=1)).digest() == inputs.digest()


def test_canonical_inputs_are_spelled_in_one_way():
    inputs = Inputs(cycle="2026-11-16", present=(BO, ANA), away=((CY, "away"),), salt="ff")
    assert inputs.canonical() == (
        '{"algorithm":"pairing/v1","attempt":1,"away":[["cy","away"]],"cycle":"2026-11-16","hard":[],"history":[],'
        '"present":["ana","bo"],"rounds":1,"salt":"ff","soft":[]}'
    )


def test_digest_changes_with_everything_that_counts():
    base = {"cycle": "2026-11-16", "present": (ANA, BO)}
    changes = [
        {"cycle": "2026-11-23"},
        {"present": (ANA, BO, CY)},
        {"away": ((CY, "away"),)},
        {"hard": ((ANA, BO),)},
        {"soft": (("team", ((ANA, BO),)),)},
        {"history": (("2026-11-09", ((ANA, BO),)),)},
        {"attempt": 2},
        {"rounds": 2},
        {"salt": "00"},
    ]
    assert len({Inputs(**base | change).digest() for change in [{}, *changes]}) == len(changes) + 1


def test_people_may_be_numbers_and_texts_together():
    assert Inputs(cycle="2026-11-16", present=("2", 10, 2, "1")).present == (2, 10, "1", "2")


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ({"present": (ANA, ANA)}, "listed twice"),
        ({"away": ((ANA, "away"),)}, "listed twice"),
        ({"present": (ANA, None)}, "number or a text"),
        ({"present": (ANA, True)}, "number or a text"),
        ({"cycle": "soon"}, "isoformat"),
        ({"history": (("2026-11-16", ()),)}, "nothing later"),
        ({"history": (("2026-11-09", ()), ("2026-11-09", ()))}, "every earlier cycle once"),
        ({"soft": (("team", ()), ("team", ()))}, "same name"),
        ({"attempt": 0}, "count from 1"),
        ({"rounds": 0}, "count from 1"),
    ],
)
def test_inputs_that_contradict_themselves_are_refused(faulty, told):
    with pytest.raises((ValueError, TypeError), match=told):
        Inputs(**{"cycle": "2026-11-16", "present": (ANA, BO)} | faulty)


@pytest.mark.parametrize(
    "body",
    [
        {"algorithm": "other", "cycle": "2026-11-16", "present": []},
        {"algorithm": "pairing/v1", "present": []},
        {"algorithm": "pairing/v1", "cycle": "2026-11-16", "present": [], "more": 1},
    ],
)
def test_parse_of_something_else_is_refused(body):
    with pytest.raises(ValueError, match="these are not"):
        Inputs.parse(body)
