"""Filters of the review history."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.filters import ListFilters
from core.ids import read_id

RECEIVED = "received"
GIVEN = "given"
SHARED = "shared"
OPINIONS = "opinions"
DISCARDED = "discarded"
SIDES = {
    RECEIVED: "Received",
    GIVEN: "Given",
    SHARED: "Shared with me",
    OPINIONS: "Second opinions",
    DISCARDED: "Discarded",
}


@dataclass(frozen=True)
class ReviewFilters(ListFilters):
    """`side` is one of `SIDES`, `person` the other person's id, `cycle` a Monday as an ISO date."""

    CHOOSES: ClassVar = ("side",)

    side: str = ""
    q: str = ""
    person: str = ""
    cycle: str = ""

    @classmethod
    def clean_side(cls, text):
        return text if text in SIDES else ""

    @classmethod
    def clean_person(cls, text):
        return text if read_id(text) else ""

    @classmethod
    def clean_cycle(cls, text):
        return read_day(text)

    @property
    def monday(self):
        return date.fromisoformat(self.cycle) if self.cycle else None

    def with_names(self, people):
        """The filters that are set, with the person's name. `people` are choices, as (id, name)."""
        values = self.values()
        if self.person:
            names = {str(pk): name for pk, name in people}
            values["person"] = names.get(self.person, "somebody else")
        return values

    def labelled_chips(self, people):
        """A chip for each filter that is set."""
        labels = self.with_names(people) | {"q": f"“{self.q}”"}
        if self.cycle:
            labels["cycle"] = f"Cycle of {self.monday.day} {self.monday:%B %Y}"
        return self.chips({name: labels.get(name, "") for name in ("q", "person", "cycle")})


def read_day(text):
    """`text` if it is a date in our format, else nothing."""
    try:
        return text if date.fromisoformat(text).isoformat() == text else ""
    except ValueError:
        return ""
