"""Reads the written conversations."""

import re
from dataclasses import dataclass
from functools import cache

from core.demo.wording import unwrapped

HEAD = re.compile(
    r"^(CUSTOMER|OWNER HOLD|OWNER|NOTE COLLEAGUE|NOTE OMAR|NOTE)(?: @(\d) (\d\d):(\d\d))?$", re.M
)
CUSTOMER, OWNER, HOLD = "CUSTOMER", "OWNER", "OWNER HOLD"
NOTE, COLLEAGUE, OMAR = "NOTE", "NOTE COLLEAGUE", "NOTE OMAR"
INTERNAL = (NOTE, COLLEAGUE, OMAR)


@dataclass(frozen=True)
class Block:
    """One turn as it is written. `at` is (day after the opening, hour, minute) where the script says when."""

    who: str
    text: str
    at: tuple[int, int, int] | None = None


@cache
def blocks(text):
    """The turns of a script, in order; the first is the opening message."""
    parts = HEAD.split(text.strip("\n"))[1:]
    turns = zip(*[iter(parts)] * 5, strict=True)
    return tuple(
        Block(who, unwrapped(body), (int(day), int(hour), int(minute)) if day else None)
        for who, day, hour, minute, body in turns
    )
