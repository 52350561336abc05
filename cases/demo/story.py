"""One case as it happened: turns with an author, a time and words."""

from dataclasses import dataclass, field
from datetime import datetime

from cases.demo.scenarios import Scenario
from cases.demo.script import HOLD, INTERNAL
from core.demo.wording import Slots

CONTACT = "contact"
COLLEAGUE = "colleague"
OF_OWNER = "owner"
OF_OMAR = "omar"
CHASE = "chase"
UPDATE = "update"
RECEIPT = "receipt"
CLOSING = "closing"


@dataclass
class Plan:
    """What is decided before the words are written. `owner` is a login, "" for none of ours."""

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
    """A written case. `turns` starts with the opening message and ends with the latest one."""

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
