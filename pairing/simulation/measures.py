"""Measure a method's year in figures that do not depend on the method."""

from collections import Counter
from dataclasses import dataclass, field

from pairing.engine.solver import solve
from pairing.engine.tiers import largest_spacing
from pairing.simulation.methods import Drawn, Past, table
from pairing.simulation.years import Week


@dataclass
class Tally:
    """Sums over the weeks of one or many years of one method.

    An arc is one reviewer with one owner in one week.
    """

    arcs: int = 0
    weeks: int = 0
    repeats_first_rotation: int = 0
    level_excess: int = 0
    level_excess_minimum: int = (
        0  # of the draws that meet nobody again within the guard, where one exists
    )
    level_excess_minimum_unguarded: int = 0
    hard_rules_broken: int = 0
    reciprocal_arcs: int = 0
    reciprocals_unproven: int = 0
    one_option_weeks: int = 0
    seconds: float = 0.0
    _met: Counter = field(default_factory=Counter, repr=False)

    def begin_year(self):
        self._met = Counter()

    def add(
        self, week: Week, drawn: Drawn, past: Past, first_rotation: bool
    ) -> tuple[tuple[int, int], ...]:
        """Count one week's draw; returns its arcs."""
        people = week.present
        columns = drawn.columns
        arcs = tuple((people[row], people[at]) for row, at in enumerate(columns) if row != at)
        self.weeks += len(people) > 1
        self.arcs += len(arcs)
        self.repeats_first_rotation += first_rotation * sum(self._met[arc] > 0 for arc in arcs)
        self.level_excess += self._excess(week, columns)
        self.level_excess_minimum += self._excess(
            week, self._levelest(week, columns, _too_soon(week, past))
        )
        self.level_excess_minimum_unguarded += self._excess(
            week, self._levelest(week, columns, set())
        )
        self.hard_rules_broken += len(week.hard.intersection(arcs))
        self.reciprocal_arcs += sum(columns[at] == row != at for row, at in enumerate(columns))
        self.reciprocals_unproven += drawn.unproven
        self.one_option_weeks += drawn.one_option and len(people) > 1
        self._met.update(arcs)
        return arcs

    def figures(self) -> dict:
        """The figures as the command prints them; a ratio is None where nothing can be divided."""
        return {
            "level_excess_ratio": _ratio(self.level_excess, self.level_excess_minimum),
            "level_excess": self.level_excess,
            "level_excess_minimum": self.level_excess_minimum,
            "level_excess_minimum_unguarded": self.level_excess_minimum_unguarded,
            "repeats_first_rotation": self.repeats_first_rotation,
            "hard_rules_broken": self.hard_rules_broken,
            "reciprocal_share": round(self.reciprocal_arcs / max(1, self.arcs), 4),
            "reciprocals_unproven": self.reciprocals_unproven,
            "one_option_share": round(self.one_option_weeks / max(1, self.weeks), 4),
            "ms_per_draw": round(1000 * self.seconds / max(1, self.weeks), 3),
        }

    def _excess(self, week: Week, columns: list[int]) -> int:
        """How far these meetings exceed the fewest that each reviewer has with a possible owner."""
        people = week.present
        excess = 0
        for row, at in enumerate(columns):
            if row == at:
                continue
            allowed = [
                one for one in people if one != people[row] and (people[row], one) not in week.hard
            ]
            fewest = min((self._met[people[row], one] for one in allowed), default=0)
            excess += max(0, self._met[people[row], people[at]] - fewest)
        return excess

    def _levelest(
        self, week: Week, columns: list[int], too_soon: set[tuple[int, int]]
    ) -> list[int]:
        """The matching with the fewest earlier meetings when those who sit out in `columns` do.

        Dearer are the arcs met too soon, and dearest to sit out.
        """
        size = len(week.present)
        soon = 1 + size * max(self._met.values(), default=0)
        cost = table(
            week, self._met + Counter(dict.fromkeys(too_soon, soon)), 2 * soon * (1 + size)
        )
        for row in [row for row, column in enumerate(columns) if row == column]:
            cost[row] = [None if other != row else 0 for other in range(size)]
        return solve(cost)[0]


def _too_soon(week: Week, past: Past) -> set[tuple[int, int]]:
    """The arcs of the last g draws, which can always be avoided together."""
    there = set(week.present)
    excluded = Counter(one for one, other in week.hard if {one, other} <= there)
    spacing = largest_spacing(len(there), max(excluded.values(), default=0))
    return {arc for _, arcs in past[len(past) - spacing :] for arc in arcs} if spacing else set()


def _ratio(part: int, whole: int) -> float | None:
    if whole:
        return round(part / whole, 4)
    return None if part else 1.0
