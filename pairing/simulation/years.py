"""A year of a pool, decided before anybody draws: who is there each week, and who must not meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pairing.engine.rng import Rng

FIRST = date(2026, 1, 5)
TURNOVER = 4  # every so many weeks one person leaves and one joins
JOINERS_EXCLUDED = 40  # in 100
PARTS = 1 << 32


@dataclass(frozen=True)
class Week:
    """One cycle: its Monday (ISO), the people present, and the arcs that must not be drawn."""

    monday: str
    present: tuple[int, ...]
    hard: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Setting:
    """The setting of a simulated year. away: the share of people away in a week, 0 to 1.

    If nobody is away, nobody comes or goes and nobody is excluded: a whole rotation without a
    repeat exists.
    """

    people: int
    weeks: int
    away: float

    @property
    def is_calm(self) -> bool:
        return self.away == 0


def year(setting: Setting, rng: Rng) -> Iterator[Week]:
    roster = list(range(setting.people))
    hard = set() if setting.is_calm else _exclusions(roster, setting.people // 5, rng)
    for number in range(setting.weeks):
        if not setting.is_calm and number % TURNOVER == TURNOVER - 1:
            roster.remove(roster[rng.below(len(roster))])
            joiner = setting.people + number
            if rng.below(100) < JOINERS_EXCLUDED:
                hard |= _mutual(joiner, roster[rng.below(len(roster))]) if roster else set()
            roster.append(joiner)
        present = tuple(one for one in roster if rng.below(PARTS) >= setting.away * PARTS)
        yield Week((FIRST + timedelta(weeks=number)).isoformat(), present, frozenset(hard))


def _exclusions(roster: list[int], number: int, rng: Rng) -> set[tuple[int, int]]:
    hard: set[tuple[int, int]] = set()
    while len(hard) < 2 * number:
        one = roster[rng.below(len(roster))]
        other = roster[rng.below(len(roster))]
        hard |= _mutual(one, other) if one != other else set()
    return hard


def _mutual(one: int, other: int) -> set[tuple[int, int]]:
    return {(one, other), (other, one)}
