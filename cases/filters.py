"""Filters of the case list."""

from dataclasses import dataclass
from typing import ClassVar

from cases.states import ACTIVE, Priority, Status
from core.filters import ListFilters
from core.ids import read_id
from core.keyset import clean_place

MINE = "mine"
TEAMS = "teams"
EVERYONE = "everyone"
SCOPES = ((MINE, "Mine"), (TEAMS, "My teams"), (EVERYONE, "Everyone"))
STATUS_GROUPS = {
    "active": ("Active", ACTIVE),
    "active-solved": ("Active, solved", (*ACTIVE, Status.SOLVED)),
    "ended": ("Solved, closed", (Status.SOLVED, Status.CLOSED)),
}
STATUSES = {name: label for name, (label, _) in STATUS_GROUPS.items()} | dict(Status.choices)
PRIORITIES = dict(Priority.choices) | {"none": "None"}


@dataclass(frozen=True)
class Filters(ListFilters):
    """`scope` chooses whose cases; `before` and `after` are places in the list (`core.keyset`)."""

    CHOOSES: ClassVar = ("scope",)
    PLACES: ClassVar = ("before", "after")

    scope: str = ""
    q: str = ""
    status: str = ""
    priority: str = ""
    customer: str = ""
    tag: str = ""
    before: str = ""
    after: str = ""

    clean_before = staticmethod(clean_place)
    clean_after = staticmethod(clean_place)

    @classmethod
    def clean_scope(cls, text):
        return text if text in dict(SCOPES) else ""

    @classmethod
    def clean_status(cls, text):
        return text if text in STATUSES else ""

    @classmethod
    def clean_priority(cls, text):
        return text if text in PRIORITIES else ""

    @classmethod
    def clean_customer(cls, text):
        return text if read_id(text) else ""

    def labelled_chips(self, customer):
        """The chips of everything that is set; `customer` is the chosen one, or None."""
        return self.chips(
            {
                "q": f"“{self.q}”",
                "status": STATUSES.get(self.status, ""),
                "priority": f"{PRIORITIES.get(self.priority)} priority",
                "customer": customer.name if customer else "Unknown customer",
                "tag": self.tag,
            }
        )

    def statuses(self):
        if self.status in STATUS_GROUPS:
            return STATUS_GROUPS[self.status][1]
        return (self.status,)
