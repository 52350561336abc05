"""Every message is one that Slack takes, whatever people call themselves."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from notifications.registry import Announcement, Message, Section
from notifications.slack.blocks import GROUP, LINES, WHOLE, bold, cut, fitted, payload

BASE = "https://casereview.example"
nasty = st.sampled_from(
    [
        "<!channel>",
        "<@U1>",
        "&amp;",
        '"' * 400,
        "*",
        "`",
        "\n",
        "https://evil.example ",
        "عمر",
        "🙂" * 50,
    ]
)
texts = st.lists(st.one_of(st.text(max_size=9), nasty), max_size=9).map("".join)
lines = st.tuples(st.lists(texts, max_size=6), st.integers(1, 30)).map(
    lambda made: tuple(made[0] * made[1])
)
sections = st.lists(st.builds(Section, texts, lines, texts), max_size=4).map(tuple)
pairs = st.lists(st.tuples(texts, texts), max_size=12).map(tuple)
people = st.builds(Message, texts, texts, st.just("/inbox/"), button=texts)
channels = st.builds(
    Announcement, texts, texts, texts, button=texts, sections=sections, facts=pairs, links=pairs
)
OURS = re.compile(rf"<{BASE}/[^<>|]*\|[^<>|]*>")


def words(made):
    """Every text of a message that Slack reads as markup."""
    parts = [block.get("text", {}) for block in made["blocks"]]
    parts += [part for block in made["blocks"] for part in block.get("elements", [])]
    return [made["text"], *(part["text"] for part in parts if part.get("type") == "mrkdwn")]


@settings(max_examples=30)
@given(st.one_of(people, channels), texts)
def test_any_message_keeps_every_limit_and_holds_no_markup_but_ours(message, reason):
    made = payload(message, BASE, reason)
    assert len(json.dumps(made, ensure_ascii=False)) < WHOLE
    assert len(made["blocks"]) <= 50
    for block in made["blocks"]:
        Block.parse(block).validate_json()
    assert not [text for text in words(made) if re.search("[<>]", OURS.sub("", text))]


@given(texts, st.integers(5, 400))
def test_fitted_text_is_short_harmless_and_not_torn(text, limit):
    short = fitted(text, limit)
    assert len(short) <= limit
    assert not re.search("[<>]", short)
    assert re.sub("&(amp|lt|gt);", "", short).count("&") == 0


def test_long_text_is_cut_at_a_word():
    assert fitted("one two three", 10) == "one two…"
    assert cut("x" * 20, 10) == "x" * 9 + "…"


def test_name_cannot_end_the_bold_of_a_title():
    assert "*" not in bold("Ana *the best* Ito")


def test_draw_of_a_thousand_says_how_many_are_left_out_and_keeps_the_rest():
    rows = tuple(
        f"Firstname{number} Lastname reviews Other{number} Lastname" for number in range(1000)
    )
    lists = (
        Section("Who reviews whom", rows, "see the page"),
        Section("Sits out", ("Ana", "Bo"), ""),
    )
    made = payload(Announcement("Draw", "", "/draws/", sections=lists), BASE)
    texts = [block["text"]["text"] for block in made["blocks"] if block["type"] == "section"]
    assert f"_and {1000 - LINES} more: see the page_" in texts[-2]
    assert texts[-1] == "*Sits out*\nAna\nBo"
    assert all(text.count("\n") <= GROUP for text in texts)


@pytest.mark.parametrize("name", ["x" * 120, "🙂" * 120, "&" * 120])
def test_long_names_leave_out_more_and_fit(name):
    lists = (
        Section("Pairs", tuple([f"{name} reviews {name}"] * 1000)),
        Section("Sits out", (name,) * 60),
    )
    made = payload(Announcement("Draw", "x" * 5000, "/draws/", sections=lists), BASE)
    assert 5000 < len(json.dumps(made, ensure_ascii=False)) < WHOLE
    assert any("more: see the page" in text for text in words(made))


def test_message_for_one_says_why_they_get_it_and_has_a_button():
    made = payload(
        Message("You review Bo", "First time.", "/reviews/1/", button="Pick a case"),
        BASE,
        "you drew it",
    )
    section, context, actions = made["blocks"]
    assert section["text"]["text"] == "*You review Bo*\nFirst time."
    way = f"<{BASE}/me/#notifications|Change how you are notified>"
    assert context["elements"][0]["text"] == f"You get this because you drew it. {way}"
    assert actions["elements"][0]["url"] == f"{BASE}/reviews/1/"


def test_short_word_for_a_channel_says_nothing_of_how_one_is_told():
    made = payload(
        Announcement("Ana volunteered", "Ana reviews Bo now.", "/draws/", aside="EMEA"), BASE
    )
    assert [block["type"] for block in made["blocks"]] == ["section", "context", "actions"]
    assert made["blocks"][1]["elements"][0]["text"] == "EMEA"
