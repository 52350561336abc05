"""Reads scripts of conversations."""

import re
from dataclasses import dataclass
from functools import cache

from core.demo.wording import unwrapped

HEAD = re.compile(
    r"^(CUSTOMER|OWNER HOLD|OWNER|NOTE COLLEAGUE|NOTE OMAR|NOTE)(?: @(\d) (\d\d):(\d\d))?$", re.M
)
CUSTOMER = "CUSTOMER"
OWNER = "OWNER"
HOLD = "OWNER HOLD"
NOTE = "NOTE"
COLLEAGUE = "NOTE COLLEAGUE"
OMAR = "NOTE OMAR"
INTERNAL = (NOTE, COLLEAGUE, OMAR)


@dataclass(frozen=True)
class Block:
    """One scripted turn. `at`: (days after the opening, hour, minute) if the script says so."""

    who: str
    text: str
    at: tuple[int, int, int] | None = None


@cache
def blocks(text):
    """The turns of a script in order, the opening message first."""
    parts = HEAD.split(text.strip("\n"))[1:]
    turns = zip(*[iter(parts)] * 5, strict=True)
    return tuple(
        Block(who, unwrapped(body), (int(day), int(hour), int(minute)) if day else None)
        for who, day, hour, minute, body in turns
    )
