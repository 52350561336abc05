"""How a support conversation is written down, so that one script gives many cases that read differently."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scenario:
    """One kind of case, and what a colleague would say about how it was handled.

    `script` is the conversation: blocks under a line CUSTOMER, OWNER, OWNER HOLD (the case waits for somebody else
    afterwards), NOTE, NOTE COLLEAGUE or NOTE OMAR (internal); the first block is the opening message. A head may end in
    `@1 09:30`: the day after the opening, half past nine where the customer is. In every text `[[one|two]]` is a
    choice,
    `{slot}` a detail of the case (from `details`, else one of those every case has), and `<<a sentence>>` is worth
    quoting in a review. `summary` is what was wrong and what was done, in one line without a capital. `praise` and
    `advice` are comments on a criterion, named by its position; `learned` and `next_time` are phrases that fit after
    "I learned" and "I would try" in a closing note. `investigates` says that the owner looks for a cause, so that there
    may be waiting and news in between; `is_hurried` that all of it happens within hours.
    """

    key: str
    summary: str
    product: str
    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    script: str
    praise: tuple[tuple[int, str], ...]
    advice: tuple[tuple[int, str], ...]
    learned: tuple[str, ...]
    next_time: tuple[str, ...]
    details: dict = field(default_factory=dict)
    assets: tuple[str, ...] = ("{host}",)
    investigates: bool = False
    is_hurried: bool = False
    priorities: tuple[str, ...] = ("normal", "normal", "high", "low")
