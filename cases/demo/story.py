"""One case as it happened: from a written script to turns with an author, a moment and words."""

from dataclasses import dataclass, field
from datetime import datetime

from casereview.demo.texts.scenario import Scenario
from cases.demo.script import HOLD, INTERNAL
from core.demo.wording import Slots

CONTACT, COLLEAGUE, OF_OWNER, OF_OMAR = "contact", "colleague", "owner", "omar"
CHASE, UPDATE, RECEIPT, CLOSING = "chase", "update", "receipt", "closing"


@dataclass
class Plan:
    """What is decided about a case before its conversation is told. `owner` is a login, "" for nobody here."""

    scenario: Scenario
    owner: str
    customer: tuple
    contact: str
    opened_at: datetime
    pace: float = 1.0
    shown: int | None = None
    is_major: bool = False
    parent: "Plan | None" = None
    number: int = 0
    stranger: str = ""  # the helpdesk's name for an owner who is not here any more, or not yet
    scripted_zone: str = ""
    is_pinned: bool = False


@dataclass(frozen=True)
class Turn:
    who: str
    kind: str
    at: datetime
    body: str
    quotes: tuple[str, ...] = ()
    mark: str = ""

    @property
    def is_public(self):
        return self.kind not in INTERNAL

    @property
    def is_ours(self):
        return self.is_public and self.who != CONTACT


@dataclass
class Story:
    """A told case. `turns` begins with the opening message and holds what has happened by now."""

    plan: Plan
    subject: str
    asset: str
    priority: str
    colleague: str
    slots: Slots
    turns: list[Turn] = field(default_factory=list)
    status: str = ""
    solved_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def opening(self):
        return self.turns[0]

    @property
    def updated_at(self):
        return max(filter(None, [self.turns[-1].at, self.solved_at, self.closed_at]))

    def public(self, until=None):
        return [
            turn for turn in self.turns if turn.is_public and (until is None or turn.at <= until)
        ]


def waits_for_others(turn):
    return turn.kind == HOLD
