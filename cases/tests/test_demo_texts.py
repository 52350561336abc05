"""What is written for the demo world can be told: every choice, every slot, every moment."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

import cases.demo
import reviews.demo
from cases.demo.beats import beats_of
from cases.demo.narrator import slots_of, tell
from cases.demo.plans import plan_cases
from cases.demo.scenarios import MAJORS, SCENARIOS
from cases.demo.script import CUSTOMER, INTERNAL, blocks
from cases.demo.story import CONTACT
from core.demo.clock import at_work
from core.demo.rng import Deck, stream
from core.demo.texts import load_texts
from core.demo.wording import CHOICE, paragraphs, plain, quotes, tidy, unwrapped
from people.demo.company import ENGINEERS

TEXTS = [
    load_texts(cases.demo.__file__, "interludes"),
    load_texts(reviews.demo.__file__, "remarks"),
    load_texts(reviews.demo.__file__, "letters"),
]
NOW = datetime(2026, 11, 18, 13, 20, tzinfo=UTC)
EVERY = (*SCENARIOS, *(one for major in MAJORS for one in (major.scenario, major.child)))
FILLER = re.compile(
    r"lorem|ipsum|\bfoo\b|\bto-?do\b|\btbd\b|\bxxx|asdf|test case|placeholder|coming soon", re.I
)
OF_REVIEWS = {"hours", "gap", "from_day", "to_day", "quote", "learned", "learned_too", "next_time"}
OF_TURNS = {"next_day", "weekday", "last_day", "part_of_day"}


def plans():
    return plan_cases(seed=1, now=NOW, monday=date(2026, 11, 16), away=["ivo.petrov"])


@pytest.fixture(scope="module")
def stories():
    return [tell(plan, seed=1, now=NOW) for plan in plans()]


def texts_of(scenario):
    yield from (scenario.script, scenario.summary, *scenario.subjects, *scenario.assets)
    yield from (*scenario.learned, *scenario.next_time)
    yield from (text for _, text in (*scenario.praise, *scenario.advice))


def slots_in(text):
    return set(re.findall(r"\{([a-z_]+)\}", text))


def test_scenarios_are_many_and_different():
    assert len({scenario.key for scenario in EVERY}) == len(EVERY)
    assert len({scenario.script for scenario in SCENARIOS}) >= 40


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.key)
def test_script_begins_with_the_customer_and_goes_both_ways(scenario):
    turns = blocks(scenario.script)
    assert turns[0].who == CUSTOMER
    assert len(turns) >= 4
    assert any(turn.who not in (CUSTOMER, *INTERNAL) for turn in turns)


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.key)
def test_every_slot_of_a_scenario_has_something_to_fill_it(scenario):
    plan = plans()[0]
    plan.scenario = scenario
    slots = slots_of(plan, ENGINEERS[0], stream(1, "test"))
    wanted = {slot for text in texts_of(scenario) for slot in slots_in(text)} - OF_TURNS
    assert {name for name in wanted if not slots[name]} == set()


def test_every_slot_of_interludes_and_remarks_has_something_to_fill_it():
    slots = slots_of(plans()[0], ENGINEERS[0], stream(1, "test"))
    wanted = slots_in(repr(TEXTS))
    wanted -= (
        OF_REVIEWS
        | OF_TURNS
        | {name for name in wanted if name not in slots.given and name not in slots.options}
    )
    assert {"contact", "owner", "colleague", "summary"} <= wanted
    assert {name for name in wanted if not slots[name]} == set()


def test_remarks_belong_to_a_criterion_and_phrases_come_in_twos():
    for scenario in EVERY:
        assert {position for position, _ in (*scenario.praise, *scenario.advice)} <= set(
            range(1, 9)
        )
        assert len(scenario.learned) >= 2
        assert len(scenario.praise) >= 2


def test_nothing_written_is_a_filler():
    written = [text for scenario in EVERY for text in texts_of(scenario)]
    assert [text for text in written if FILLER.search(text) or not text.strip()] == []


def test_stories_open_with_different_words_and_fill_every_slot(stories):
    bodies = [turn.body for story in stories for turn in story.turns]
    assert (
        len({story.opening.body for story in stories}) >= len(stories) - 3
    )  # these few are told again
    assert [
        body
        for body in bodies
        if re.search(r"\{[a-z_]+\}|\[\[|\]\]|<<|>>", body) or not body.strip()
    ] == []
    assert all(story.subject and len(story.subject) <= 300 for story in stories)


def test_stories_happen_in_order_and_never_later_than_now(stories):
    for story in stories:
        moments = [turn.at for turn in story.turns]
        assert moments == sorted(moments)
        assert story.updated_at <= NOW


def test_stories_answer_only_in_working_hours_unless_it_is_a_major_case(stories):
    zones = {one.login: one.zone for one in ENGINEERS}
    ours = [
        (turn.at, zones[story.plan.owner])
        for story in stories
        if story.plan.owner and not story.plan.scripted_zone
        for turn in story.turns
        if turn.is_ours and turn.who != CONTACT
    ]
    assert len(ours) > 1000
    assert all(at_work(at, zone) == at for at, zone in ours)


def test_story_told_twice_is_the_same():
    plan = plans()[40]
    assert tell(plan, seed=1, now=NOW).turns == tell(plan, seed=1, now=NOW).turns
    assert tell(plan, seed=1, now=NOW).turns != tell(plan, seed=2, now=NOW).turns


def test_story_an_hour_earlier_has_no_later_turn():
    plan = plans()[-20]
    before = tell(plan, seed=1, now=NOW - timedelta(days=1))
    assert before.turns == tell(plan, seed=1, now=NOW).turns[: len(before.turns)]


def test_scripted_case_keeps_to_its_script():
    major = next(plan for plan in plans() if plan.is_major)
    assert [beat.who for beat in beats_of(major, stream(1))] == [
        turn.who for turn in blocks(major.scenario.script)
    ]


def test_unwrapped_joins_paragraphs_and_keeps_code_and_lists():
    assert (
        unwrapped("one\ntwo\n\n- a\n- b\n\n```\nx\ny\n```\n")
        == "one two\n\n- a\n- b\n\n```\nx\ny\n```"
    )


def test_tidy_begins_paragraphs_with_a_capital_but_spares_names():
    assert (
        tidy("our server\n\n`x` and y\n\nparent_id is") == "Our server\n\n`x` and y\n\nparent_id is"
    )


def test_quotes_are_found_and_their_marks_removed():
    assert quotes("Yes. <<I write on Friday;>> then") == ["I write on Friday"]
    assert plain("Yes. <<I write on Friday.>>") == "Yes. I write on Friday."


def test_paragraphs_are_one_line_each():
    assert paragraphs("a\nb\n\nc\n") == ("a b", "c")


def test_deck_deals_every_card_before_it_repeats_one():
    deck = Deck(range(20), stream(1))
    assert sorted(deck.deal() for _ in range(20)) == list(range(20))
    assert deck.deal(lambda card: card == 7) == 7
    assert deck.deal(lambda card: card > 99) is None


def test_choices_never_hold_an_empty_script():
    assert all(len(found.split("|")) > 1 for one in EVERY for found in CHOICE.findall(one.script))
