"""Every kind of notice as each channel writes it, compared with committed files.

Text and Slack are kept of every kind, HTML of one kind for each of the three layouts. A changed
wording is a changed file: `make golden` rewrites them, and the diff is the review. A new kind
needs one line in `tests/notice_samples.py` of its app. A new format is a function that takes a
`Sample` and returns text or None, and a line in `FORMATS`: its name ends the files, as in
`notices/drawn.slack.json`. Files of what a channel reads are named `drawn-channel...`.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from casereview.tests.golden.world import NOW, build
from notifications.mail.rendering import render_mail
from notifications.registry import KINDS, Message, NoticeKind
from notifications.slack.blocks import payload
from people.models import User

DAY = {
    "comment_waits",
    "comment_written",
    "pairing_dropped",
    "pairing_skipped",
    "review_acknowledged",
    "review_last_call",
    "review_received",
    "review_unread",
    "swap_asked",
}
IN_HTML = {"drawn", "invitation"}  # with the day's mail, one of each layout
FOLDER = Path(__file__).parent / "notices"
CHANGING = {  # what is another at each run
    r"(/invitations/)[^/\s\"<]+": r"\1TOKEN",
    r"(/password/reset/key/)[^/\s\"<]+": r"\1TOKEN",
    r"(/address/(?:confirm|restore)/)[^/\s\"<]+": r"\1TOKEN",
    r"(?<=[/=-])\d+(?=[/\s\"<|]|$)(?<!2026-11-\d\d)": "1",
    r"(\"(?:re)?drawn):\d+:": r"\1:1:",
}


@dataclass
class Sample:
    notice: NoticeKind
    message: Message
    recipient: User | None

    @property
    def file(self):
        return self.notice.kind if self.recipient else f"{self.notice.kind}-channel"

    @property
    def letter(self):
        return render_mail([(type(self.notice), self.message)])

    @property
    def is_mailed(self):
        return bool(self.recipient) and "mail" in type(self.notice).channels


def text_of(sample):
    return as_text(sample.letter) if sample.is_mailed else None


def html_of(sample):
    return sample.letter.html if sample.is_mailed and sample.notice.kind in IN_HTML else None


def as_text(letter):
    return f"Subject: {letter.subject}\n\n{letter.text}"


def slack_of(sample):
    """The payload as it goes out, with the thread's root where it has one."""
    if sample.recipient and "slack" not in type(sample.notice).channels:
        return None
    reason = sample.notice.reason if sample.recipient else ""
    made = payload(sample.message, settings.BASE_URL, reason)
    if follows := getattr(sample.message, "follows", ""):
        made["in the thread of"] = follows
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


FORMATS = {
    "txt": text_of,
    "htm": html_of,
    "slack.json": slack_of,
}


def plain(text):
    for pattern, instead in CHANGING.items():
        text = re.sub(pattern, instead, text, flags=re.M)
    return text


def sample_of(kind, subject, recipient):
    notice = kind(kind.subjects([subject.pk])[subject.pk])
    return Sample(notice, notice.message(recipient), recipient)


def written(samples):
    """The text of each file by name: every kind in every format, and some as one day's mail."""
    made = {f"{one.file}.{name}": form(one) for one in samples for name, form in FORMATS.items()}
    day = render_mail(
        [
            (type(one.notice), one.message)
            for one in samples
            if one.notice.kind in DAY and one.is_mailed
        ]
    )
    made |= {"daily.txt": as_text(day), "daily.htm": day.html}
    return {name: plain(text) for name, text in made.items() if text is not None}


@pytest.fixture
def samples(db, settings):
    settings.BASE_URL = "https://casereview.example"
    with time_machine.travel(NOW, tick=False):
        yield [sample_of(*line) for line in build()]


def test_world_has_every_kind(samples):
    assert {one.notice.kind for one in samples} == {
        kind for kind in KINDS if not kind.startswith("test_")
    }


def test_every_mailed_kind_says_why_and_what_it_counts_as():
    mailed = [
        kind
        for kind in KINDS.values()
        if "mail" in kind.channels and not kind.kind.startswith("test")
    ]
    assert [kind.kind for kind in mailed if kind.reason == NoticeKind.reason] == []
    assert [
        kind.kind for kind in mailed if not kind.essential and kind.noun == NoticeKind.noun
    ] == []


def test_notices_read_as_in_their_golden_files(samples, request):
    made = written(samples)
    if request.config.getoption("golden"):
        rewrite(made)
    kept = {path.name: path.read_text() for path in FOLDER.iterdir()}
    assert sorted(kept) == sorted(made)
    assert [name for name in made if made[name] != kept[name]] == [], (
        "if that is right: make golden"
    )


def rewrite(made):
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text)
