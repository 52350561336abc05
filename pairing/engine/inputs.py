"""Everything a draw depends on besides its seed, as one frozen value with one canonical form."""

import json
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256

ALGORITHM = "pairing/v1"

Person = str | int
Arc = tuple[Person, Person]


def order(person: Person) -> tuple[bool, Person]:
    """Sort key of people, whose ids may be numbers, texts, or both."""
    return isinstance(person, str), person


def order_arc(arc: Arc) -> tuple:
    return order(arc[0]), order(arc[1])


@dataclass(frozen=True)
class Inputs:
    """The frozen inputs of one draw. No order matters, except that of `soft`.

    cycle: ISO date of the cycle's Monday.
    present: the people to pair; ids are opaque numbers or texts.
    away: the other members, each with the class of the reason ("away", "busy", "duty").
    hard: (reviewer, owner) arcs that must never be drawn.
    soft: named sets of arcs to be avoided, the most important first.
    history: earlier cycles, each an ISO date and the (reviewer, owner) arcs drawn in it.
    attempt: 1, and one more for each redraw. rounds: reviews a person gives in the cycle.
    salt: hex; makes the digest impossible to guess from the people alone.
    fixed: (reviewer, owner) arcs of this cycle that stay as they are and are not drawn again.
    Raises ValueError, with a sentence, for inputs that contradict themselves.
    """

    cycle: str
    present: tuple[Person, ...]
    away: tuple[tuple[Person, str], ...] = ()
    hard: tuple[Arc, ...] = ()
    soft: tuple[tuple[str, tuple[Arc, ...]], ...] = ()
    history: tuple[tuple[str, tuple[Arc, ...]], ...] = ()
    attempt: int = 1
    rounds: int = 1
    salt: str = ""
    fixed: tuple[Arc, ...] = ()

    def __post_init__(self):
        self._put("present", sorted(self.present, key=order))
        self._put(
            "away", sorted((tuple(entry) for entry in self.away), key=lambda entry: order(entry[0]))
        )
        self._put("hard", _arcs(set(map(tuple, self.hard))))
        self._put("soft", ((name, _arcs(set(map(tuple, arcs)))) for name, arcs in self.soft))
        self._put("history", sorted((day, _arcs(arcs)) for day, arcs in self.history))
        self._put("fixed", _arcs(set(map(tuple, self.fixed))))
        self._check()

    def _put(self, name, values):
        object.__setattr__(self, name, tuple(values))  # the class is frozen

    def _check(self):
        date.fromisoformat(self.cycle)
        people = [*self.present, *(person for person, _ in self.away)]
        if any(isinstance(person, bool) or not isinstance(person, str | int) for person in people):
            raise ValueError("a person is a number or a text")
        if len(set(people)) < len(people):
            raise ValueError("somebody is listed twice")
        days = [day for day, _ in self.history]
        if len(set(days)) < len(days) or any(day >= self.cycle for day in days):
            raise ValueError("the history holds every earlier cycle once, and nothing later")
        if len({name for name, _ in self.soft}) < len(self.soft):
            raise ValueError("two soft rules have the same name")
        if any(reviewer == owner for reviewer, owner in self.fixed):
            raise ValueError("nobody reviews themself")
        if self.attempt < 1 or self.rounds < 1:
            raise ValueError("attempt and rounds count from 1")

    def canonical(self) -> str:
        """The canonical JSON of these inputs: sorted keys, no spaces, ASCII; no `fixed` if it is
        empty.
        """
        body = {"algorithm": ALGORITHM, **vars(self)}
        if not self.fixed:
            del body["fixed"]
        return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def parse(cls, text: str | dict) -> "Inputs":
        """Inputs from their JSON in any form. Raises ValueError if it is not of this algorithm."""
        body = dict(json.loads(text) if isinstance(text, str) else text)
        if body.pop("algorithm", None) != ALGORITHM:
            raise ValueError(f"these are not inputs of {ALGORITHM}")
        unknown = set(body) - {field.name for field in fields(cls)}
        if unknown or not {"cycle", "present"} <= set(body):
            names = ", ".join(sorted(unknown)) or "some are missing"
            raise ValueError(f"these are not the fields of a draw: {names}")
        return cls(**body)


def _arcs(arcs) -> tuple[Arc, ...]:
    return tuple(sorted((tuple(arc) for arc in arcs), key=order_arc))
