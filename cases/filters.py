"""What the list of cases is narrowed to. Everything is in the address, so a list can be sent to a colleague."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from cases.states import ACTIVE, Priority, Status
from core.ids import read_id, read_number

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
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filters:
    """`before` and `after` are places in the list, see `place_of`; the others narrow it."""

    scope: str = ""
    q: str = ""
    status: str = ""
    priority: str = ""
    customer: str = ""
    tag: str = ""
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, params):
        """From the address. What is not known there is left out: an old link still opens a list."""
        words = {field.name: clean(params.get(field.name, "")) for field in fields(cls)}
        return cls(
            **words
            | {
                "scope": words["scope"] if words["scope"] in dict(SCOPES) else "",
                "status": words["status"] if words["status"] in STATUSES else "",
                "priority": words["priority"] if words["priority"] in PRIORITIES else "",
                "customer": words["customer"] if read_id(words["customer"]) else "",
                "before": words["before"] if read_place(words["before"]) else "",
                "after": words["after"] if read_place(words["after"]) else "",
            }
        )

    @property
    def narrows(self):
        return bool(self.q or self.status or self.priority or self.customer or self.tag)

    def link(self, **changes):
        """The address of the list with `changes`, on its first page unless they name a place."""
        there = replace(self, **{"before": "", "after": ""} | changes)
        words = {
            field.name: value for field in fields(there) if (value := getattr(there, field.name))
        }
        return f"?{urlencode(words)}" if words else "?"

    def cleared(self):
        return Filters(scope=self.scope).link()

    def chips(self, customer):
        """(address without it, words) of everything that narrows the list; `customer` is the chosen one, or None."""
        words = {
            "q": f"“{self.q}”",
            "status": STATUSES.get(self.status),
            "priority": f"{PRIORITIES.get(self.priority)} priority",
            "customer": customer.name if customer else "Unknown customer",
            "tag": self.tag,
        }
        return [
            (self.link(**{name: ""}), word) for name, word in words.items() if getattr(self, name)
        ]

    def statuses(self):
        return STATUS_GROUPS[self.status][1] if self.status in STATUS_GROUPS else (self.status,)


def clean(word):
    return " ".join(word.replace("\x00", "").split())[:100]


def place_of(case):
    """A case's place in the list as one word: what was updated after (or before) it comes before (or after) it."""
    return f"{(case.updated_at - EPOCH) // timedelta(microseconds=1)}.{case.pk}"


def read_place(word):
    """The moment and the id that `place_of` wrote, or None."""
    micros, _, id_text = word.partition(".")
    micros, pk = read_number(micros, 253_402_300_799_000_000), read_id(id_text)
    if micros is None or pk is None:
        return None
    return EPOCH + timedelta(microseconds=micros), pk
