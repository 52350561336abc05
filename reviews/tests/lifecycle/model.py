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
class Told:
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
        said = sheet.answers[0].value, sheet.answers[0].comment
        self.text, self.version, self.page = (sheet.closing_note, said), self.version + 1, page


@dataclass
class Pair:
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
                for pk, told in rows
                if told.pairing == pairing and told.state == ReviewState.DRAFT
            ),
            None,
        )

    def visible(self, user):
        if user not in self.active:
            return set()
        return {
            pk
            for pk, told in self.reviews.items()
            if (told.state in UNSENT and told.reviewer == user)
            or (told.state in SENT and user in told.readers)
        }

    def refuses_start(self, pk, case, by):
        pairing = self.pairings[pk]
        if by != pairing.reviewer or pairing.state != PairingState.ASSIGNED:
            return NotAllowed
        if self.draft_of(pk):
            return None
        return None if self.cases[case] == pairing.owner else Refused

    def refuses_save(self, told, sheet, by):
        if refusal := self.refuses_edit(told, by):
            return refusal
        return (
            None
            if sheet.version == told.version or (sheet.page and sheet.page == told.page)
            else StaleReview
        )

    def refuses_submit(self, told, sheet, by):
        if refusal := self.refuses_edit(told, by):
            return refusal
        return self.refuses_save(told, sheet, by) if sheet.answers[0].value else Refused

    def refuses_reading(self, told, by, refusal):
        """To those who may not read it, `refusal`."""
        return None if told.state in SENT and by in told.readers else refusal

    def refuses_edit(self, told, by):
        if by != told.reviewer:
            return NotAllowed
        return None if told.state == ReviewState.DRAFT else StaleState

    def refuses_recall(self, told, by):
        if by != told.reviewer:
            return NotAllowed
        was_opened = any(opened for user, opened in told.readers.items() if user != by)
        is_over = self.cycles[self.pairings[told.pairing].cycle]["state"] == CycleState.CLOSED
        return StaleState if told.state != ReviewState.SUBMITTED or was_opened or is_over else None

    def refuses_acknowledge(self, told, by):
        if by != told.owner:
            return NotAllowed
        return None if told.state in (ReviewState.SUBMITTED, ReviewState.CLOSED) else StaleState

    def refuses_skip(self, pk, by, coordinator):
        if self.pairings[pk].state != PairingState.ASSIGNED:
            return StaleState
        return None if by in (self.pairings[pk].reviewer, coordinator) else NotAllowed

    def refuses_consent(self, told, by, state):
        """To the owner's answer (`state` is what they say); asking is an edit."""
        if by != told.owner or told.state != ReviewState.DRAFT:
            return NotAllowed
        if state == ConsentState.WITHDRAWN:
            return None if told.consent == ConsentState.ALLOWED else StaleState
        if state == ConsentState.DECLINED:
            return None if told.consent == ConsentState.ASKED else StaleState
        return None if told.consent in ANSWERABLE else StaleState

    def end(self, pk, state, now):
        """A pairing ends without a review: what was begun for it is discarded."""
        self.pairings[pk].state = state
        if draft := self.draft_of(pk):
            self.discard(draft, now)

    def discard(self, pk, now):
        self.reviews[pk].state = ReviewState.DISCARDED
        self.reviews[pk].ended_at = now

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
        for told in self.reviews.values():
            ends_on = self.cycles[self.pairings[told.pairing].cycle]["ends_on"]
            if told.state == ReviewState.SUBMITTED and now.date() >= ends_on + RULE:
                told.state = ReviewState.CLOSED
        gone = {pk for pk, told in self.reviews.items() if told.state == ReviewState.DISCARDED}
        for pk in gone:
            if self.reviews[pk].ended_at + DISCARDED_FOR <= now:
                del self.reviews[pk]
