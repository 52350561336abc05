"""Every kind of notice as each channel writes it, held against files that are looked at and committed.

A changed wording is a changed file: `make golden` writes them anew, and the diff is the review.
A new kind needs one line in `world.py`. A new format needs a function of a `Sample` that returns text, and a line in
`FORMATS`: its name ends the files, as in `notices/drawn.slack.json`. `plain()` is applied to what it returns.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine

from casereview.tests.golden.world import NOW, build
from notifications.mail.letters import letter_of
from notifications.registry import KINDS, Message, NoticeKind
from people.models import User

DAY = {
    *("review_received", "review_unread", "swap_asked", "comment_waits", "comment_written", "review_acknowledged"),
    *("pairing_dropped", "pairing_skipped", "review_last_call"),
}
SOON = {"test", "target_refused"}
FOLDER = Path(__file__).parent / "notices"
CHANGING = {  # what is another at each run
    r"(/(?:invitations|confirm-email)/)[^/\s\"<]+": r"\1TOKEN",
    r"(/password/reset/key/)[^/\s\"<]+": r"\1TOKEN",
    r"(?<=[/-])\d+(?=[/\s\"<]|$)(?<!2026-11-\d\d)": "1",
}


@dataclass
class Sample:
    notice: NoticeKind
    message: Message
    recipient: User


def as_mail(sample):
    return letter_of([(type(sample.notice), sample.message)])


def text_of(letter):
    return f"Subject: {letter.subject}\n\n{letter.text}"


FORMATS = {
    "txt": lambda sample: text_of(as_mail(sample)),
    "html": lambda sample: as_mail(sample).html,
}


def plain(text):
    for pattern, instead in CHANGING.items():
        text = re.sub(pattern, instead, text, flags=re.M)
    return text


def sample_of(kind, subject, recipient):
    notice = kind(kind.subjects([subject.pk])[subject.pk])
    return Sample(notice, notice.message(recipient), recipient)


def written(samples):
    """The text of each file by its name: every kind in every format, and some of them as one day's mail."""
    made = {f"{one.notice.kind}.{name}": form(one) for one in samples for name, form in FORMATS.items()}
    day = letter_of([(type(one.notice), one.message) for one in samples if one.notice.kind in DAY])
    made |= {"daily.txt": text_of(day), "daily.html": day.html}
    return {name: plain(text) for name, text in made.items()}


@pytest.fixture
def samples(db, settings):
    settings.BASE_URL = "https://casereview.example"
    with time_machine.travel(NOW, tick=False):
        yield [sample_of(*line) for line in build()]


def test_world_has_every_kind(samples):
    known = {kind for kind in KINDS if not kind.startswith("test_")} - SOON
    assert {one.notice.kind for one in samples} == known


def test_notices_read_as_in_their_golden_files(samples, request):
    made = written(samples)
    if request.config.getoption("golden"):
        rewrite(made)
    kept = {path.name: path.read_text() for path in FOLDER.iterdir()}
    assert sorted(kept) == sorted(made)
    assert [name for name in made if made[name] != kept[name]] == [], "if that is right: make golden"


def rewrite(made):
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text)
