"""What the list of one's reviews is narrowed to. Everything is in the address, so that a link keeps it."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from cases.filters import clean
from core.ids import read_id

RECEIVED = "received"
GIVEN = "given"
DISCARDED = "aside"
SIDES = {RECEIVED: "Received", GIVEN: "Given", DISCARDED: "Laid aside"}


@dataclass(frozen=True)
class ReviewFilters:
    """`side` is what one got, gave or laid aside; `person` the id of the other one; `cycle` a Monday, as ISO dates."""

    side: str = ""
    q: str = ""
    person: str = ""
    cycle: str = ""

    @classmethod
    def of(cls, params, side=""):
        """From the address or a form. What is not known there is left out, and `side` stands for one that is not."""
        words = {field.name: clean(params.get(field.name, "")) for field in fields(cls)}
        return cls(
            side=words["side"] if words["side"] in SIDES else side,
            q=words["q"],
            person=words["person"] if read_id(words["person"]) else "",
            cycle=read_day(words["cycle"]),
        )

    @property
    def narrows(self):
        return bool(self.q or self.person or self.cycle)

    @property
    def monday(self):
        return date.fromisoformat(self.cycle) if self.cycle else None

    def words(self):
        """What is set, by name: for an address, and for the hidden fields of a form."""
        return {name: value for name, value in asdict(self).items() if value}

    def link(self, **changes):
        there = replace(self, **changes).words()
        return f"?{urlencode(there)}" if there else "?"

    def cleared(self):
        return ReviewFilters(side=self.side).link()

    def named(self, people):
        """What is set, by name and in words; `people` are those one can choose, as (id, name)."""
        names = {str(pk): name for pk, name in people}
        return self.words() | (
            {"person": names.get(self.person, "somebody else")} if self.person else {}
        )

    def chips(self, people):
        """(address without it, words) of everything that narrows the list."""
        words = self.named(people)
        if self.q:
            words["q"] = f"“{self.q}”"
        if self.cycle:
            words["cycle"] = f"Cycle of {self.monday.day} {self.monday:%B %Y}"
        return [(self.link(**{name: ""}), word) for name, word in words.items() if name != "side"]


def read_day(word):
    """`word` if it is a day as we write it, or nothing."""
    try:
        return word if date.fromisoformat(word).isoformat() == word else ""
    except ValueError:
        return ""
