"""Reasons in the shortest honest sentence, for people to read."""

import re
from collections.abc import Callable
from datetime import date

from core.text import count_of, join_words
from pairing.engine.explain import ALONE, FORCED, MUTUAL, SOON, Pair
from pairing.engine.inputs import Person

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FIRST_REPEAT = 2  # the second time
NOT_SINCE = re.compile(r"[Nn]ot since (?P<day>\d+ [A-Z]\w+( \d{4})?)(, \d+\w\w time)?")
FIRST_TIME = re.compile(r"\b[Ff]irst time\b")
MANY = 4  # a number explains more than a longer list of names
Name = Callable[[Person], str]
SITS_OUT = {
    "away": "Away for half of the cycle's working days or more",
    "busy": "Has a busy week",
    "duty": "Is on duty this week",
    "out": "Dropped out after the draw",
    "blocked": "No partner available",
}


def why(pair: Pair, cycle: str, name: Name, present: int) -> str:
    """The reason of a pair drawn for the Monday `cycle` (ISO) among `present` people.

    `name` returns the name of a person.
    """
    met = (
        "First time"
        if pair.times == 1
        else f"Not since {_day(pair.last, cycle)}, {ordinal(pair.times)} time"
    )
    if pair.code == FORCED:
        return f"{met}. {_left(pair, name)}"
    if pair.code == SOON:
        return f"{met}. Sooner than usual: no other draw was possible"
    if pair.code == MUTUAL:
        return f"{met}. {_mutual(pair, name, present)}"
    return met


def split_reason(reason: str) -> tuple[str, str]:
    """The main part and the aside: ("Not since 7 September", "2nd time")."""
    head, *tail = re.split(r"[,;] |(?<=time)\. ", reason, maxsplit=1)
    return head, "".join(tail)


def retell(reason: str, last: str, first: str) -> str:
    """`reason` for one of the two people, with their last meeting as a sentence.

    `last` has a place for the {day} of their last meeting; `first` stands for "First time".
    """

    def last_time(match):
        return _begin(match, last.replace("{day}", match["day"]))

    def first_time(match):
        return _begin(match, first)

    return FIRST_TIME.sub(first_time, NOT_SINCE.sub(last_time, reason))


def _begin(match: re.Match, sentence: str) -> str:
    """In the middle of a reason, "You" and "This" begin in lower case; names keep their capital."""
    if match.start() and sentence.startswith(("You ", "This ")):
        return sentence[0].lower() + sentence[1:]
    return sentence


def why_sits_out(code: str, person: Person, name: Name) -> str:
    """Why somebody neither gives nor receives in a cycle."""
    if code == ALONE:
        return f"Only {name(person)} is available: nobody to pair with"
    return SITS_OUT.get(code, "Sits out")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 22nd."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"


def _day(day: str, cycle: str) -> str:
    met = date.fromisoformat(day)
    return f"{met.day} {MONTHS[met.month - 1]}" + (f" {met.year}" if day[:4] != cycle[:4] else "")


def _left(pair: Pair, name: Name) -> str:
    """Why this repeat: more reviewers than partners that they have met less often."""
    reviewers, owners = pair.stuck
    partner = "new partner" if pair.times == FIRST_REPEAT else "partner met less often"
    if len(reviewers) == 2:
        [other] = [one for one in reviewers if one != pair.reviewer]
        return f"{name(owners[0])}, the only {partner}, was paired with {name(other)}"
    partners = count_of(len(owners), partner, partner.replace("partner", "partners"))
    if len(reviewers) > MANY:
        return f"{len(reviewers)} people share only {partners}"
    reviewing = join_words([name(one) for one in reviewers])
    return f"{reviewing} share only {partners}: {join_words([name(one) for one in owners])}"


def _mutual(pair: Pair, name: Name, present: int) -> str:
    if present == 2:
        both = f"{name(pair.reviewer)} and {name(pair.owner)}"
        return f"{both} review each other: with two people there is no other draw"
    return "They review each other: no better draw was found"
