"""What the reviews should look like after each step, in a few dictionaries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.errors import NotAllowed, Refused, StaleState
from pairing.states import CycleState, PairingState
from reviews.errors import StaleReview
from reviews.states import DISCARDED_FOR, SENT, UNSENT, ConsentState, ReviewState

RULE = timedelta(days=14)
ANSWERABLE = {ConsentState.ASKED, ConsentState.DECLINED, ConsentState.WITHDRAWN}


@dataclass
class ExpectedReview:
    """A review as it should be. `text` is what was last saved: (closing note, (value, comment))."""

    pairing: int
    reviewer: int
    owner: int
    state: str = ReviewState.DRAFT
    version: int = 1
    page: str = ""
    text: tuple = ("", None)
    readers: dict = field(default_factory=dict)  # {user: whether they opened it}
    comments: dict = field(default_factory=dict)
    consent: str = ""
    ended_at: datetime | None = None

    def save(self, sheet, page=""):
        first = sheet.answers[0]
        self.text = (sheet.closing_note, (first.value, first.comment))
        self.version += 1
        self.page = page

    def ask(self):
        if self.consent in ("", ConsentState.CLOSED):
            self.consent = ConsentState.ASKED

    def close_question(self):
        if self.consent == ConsentState.ASKED:
            self.consent = ConsentState.CLOSED


@dataclass
class ExpectedPairing:
    cycle: int
    reviewer: int
    owner: int
    state: str = PairingState.ASSIGNED


class Model:
    def __init__(self, people, cases):
        self.active = set(people)
        self.cases = cases
        self.cycles = {}
        self.pairings = {}
        self.reviews = {}

    def draft_of(self, pairing):
        rows = self.reviews.items()
        return next(
            (
                pk
                for pk, expected in rows
                if expected.pairing == pairing and expected.state == ReviewState.DRAFT
            ),
            None,
        )

    def visible(self, user):
        if user not in self.active:
            return set()
        return {
            pk
            for pk, expected in self.reviews.items()
            if (expected.state in UNSENT and expected.reviewer == user)
            or (expected.state in SENT and user in expected.readers)
        }

    def refuses_start(self, pk, case, by):
        pairing = self.pairings[pk]
        if by != pairing.reviewer or pairing.state != PairingState.ASSIGNED:
            return NotAllowed
        if self.draft_of(pk):
            return None
        return None if self.cases[case] == pairing.owner else Refused

    def refuses_save(self, expected, sheet, by):
        if refusal := self.refuses_edit(expected, by):
            return refusal
        return (
            None
            if sheet.version == expected.version or (sheet.page and sheet.page == expected.page)
            else StaleReview
        )

    def refuses_submit(self, expected, sheet, by):
        if refusal := self.refuses_edit(expected, by):
            return refusal
        return self.refuses_save(expected, sheet, by) if sheet.answers[0].value else Refused

    def refuses_reading(self, expected, by, refusal):
        """To those who may not read it, `refusal`."""
        return None if expected.state in SENT and by in expected.readers else refusal

    def refuses_edit(self, expected, by):
        if by != expected.reviewer:
            return NotAllowed
        return None if expected.state == ReviewState.DRAFT else StaleState

    def refuses_recall(self, expected, by):
        if by != expected.reviewer:
            return NotAllowed
        was_opened = any(opened for user, opened in expected.readers.items() if user != by)
        is_over = self.cycles[self.pairings[expected.pairing].cycle]["state"] == CycleState.CLOSED
        return (
            StaleState if expected.state != ReviewState.SUBMITTED or was_opened or is_over else None
        )

    def refuses_acknowledge(self, expected, by):
        if by != expected.owner:
            return NotAllowed
        return None if expected.state in (ReviewState.SUBMITTED, ReviewState.CLOSED) else StaleState

    def refuses_skip(self, pk, by, coordinator):
        if self.pairings[pk].state != PairingState.ASSIGNED:
            return StaleState
        return None if by in (self.pairings[pk].reviewer, coordinator) else NotAllowed

    def refuses_consent(self, expected, by, state):
        """To the owner's answer (`state` is what they say); asking is an edit."""
        if by != expected.owner:
            return NotAllowed
        if expected.state != ReviewState.DRAFT:
            return StaleState
        if state == ConsentState.WITHDRAWN:
            return None if expected.consent == ConsentState.ALLOWED else StaleState
        if state == ConsentState.DECLINED:
            return None if expected.consent == ConsentState.ASKED else StaleState
        return None if expected.consent in ANSWERABLE else StaleState

    def end(self, pk, state, now):
        """A pairing ends without a review: what was begun for it is discarded."""
        self.pairings[pk].state = state
        if draft := self.draft_of(pk):
            self.discard(draft, now)

    def discard(self, pk, now):
        self.reviews[pk].state = ReviewState.DISCARDED
        self.reviews[pk].ended_at = now
        self.reviews[pk].close_question()

    def leave(self, user, now):
        self.active.discard(user)
        for pk, pairing in self.pairings.items():
            if user in (pairing.reviewer, pairing.owner) and pairing.state == PairingState.ASSIGNED:
                self.end(pk, PairingState.SKIPPED, now)

    def redraw(self, cycle, keep_begun, now):
        """What was sent stays, what was begun if the lead says so; all else gives way."""
        for pk, pairing in self.pairings.items():
            if pairing.cycle != cycle or keep_begun and self.draft_of(pk):
                continue
            if pairing.state == PairingState.ASSIGNED:
                self.end(pk, PairingState.REPLACED, now)
            elif pairing.state == PairingState.SKIPPED:
                pairing.state = PairingState.REPLACED

    def pass_time(self, now):
        """Cycles close on their last day, reviews 14 days later; discarded drafts go after 90."""
        for cycle in self.cycles.values():
            if cycle["ends_on"] <= now.date():
                cycle["state"] = CycleState.CLOSED
        for pk, pairing in self.pairings.items():
            is_over = self.cycles[pairing.cycle]["state"] == CycleState.CLOSED
            if is_over and pairing.state == PairingState.ASSIGNED:
                self.end(pk, PairingState.MISSED, now)
        for expected in self.reviews.values():
            ends_on = self.cycles[self.pairings[expected.pairing].cycle]["ends_on"]
            if expected.state == ReviewState.SUBMITTED and now.date() >= ends_on + RULE:
                expected.state = ReviewState.CLOSED
        gone = {
            pk for pk, expected in self.reviews.items() if expected.state == ReviewState.DISCARDED
        }
        for pk in gone:
            if self.reviews[pk].ended_at + DISCARDED_FOR <= now:
                del self.reviews[pk]
