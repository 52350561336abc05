"""Render docs/simulated-years.md: a table for each pool size."""

from collections.abc import Sequence

METHODS = {
    "ours": "Case Review",
    "least_recently_used": "Least recently used",
    "greedy": "Greedy",
    "sattolo": "Sattolo shuffle",
    "derangement": "Derangement",
}
FIGURES = {
    "level_excess_ratio": "level excess / minimum",
    "repeats_first_rotation": "repeats in the first n-1 draws",
    "hard_rules_broken": "hard rules broken",
    "reciprocal_share": "reciprocal pairings",
    "one_option_share": "one-option weeks",
    "ms_per_draw": "ms per draw",
}
SHARES = ("reciprocal_share", "one_option_share")
NOT_ASKED = ("greedy", "sattolo", "derangement")  # their weeks always have several draws
INTRODUCTION = """# Simulated years

Simulated draws over whole years. In each week {away} of the people are away, every four weeks one
person leaves and another joins, and one pair for every five people must not meet (40 % of joiners
add another such pair). Each pool size has {seeds} years of {weeks} weeks, the same for all methods.
`manage.py simulate_draws` prints these figures for any size; `python -m pairing.simulation` writes
this page. How the draw works: [draws.md](draws.md).

![Level excess and reciprocal pairings of each method](img/simulated-years.svg)

- *Case Review*: the draw of this product.
- *Least recently used*: the exact optimum of "the person you have not met for longest". It leaves
  little to chance.
- *Greedy*: people take turns to choose the person they have met least often, with up to 50
  restarts.
- *Sattolo shuffle* and *Derangement*: a random circle, and a random shuffle in which nobody gets
  themselves. Neither knows earlier draws, or who must not meet.

- *level excess / minimum*: the excess of a pair is how much more often the two have met than the
  reviewer has met anybody else present. The figure divides the total excess by the least possible
  in that week, with the same people sitting out and, if possible, nobody met too soon. 1.00 is as
  level as possible; ∞ means some excess although none was needed.
- *repeats in the first n-1 draws*: pairs that met again before a full rotation could be complete.
  If nobody is ever away, Case Review has none.
- *reciprocal pairings*: the share of pairings in which two people review each other.
- *one-option weeks*: the share of weeks in which only one draw was possible, so that anyone could
  have predicted it.
"""


def render(results: Sequence[dict]) -> str:
    """The page as Markdown, from what `simulate` gave for each size of pool."""
    first = results[0]
    text = INTRODUCTION.format(
        away=f"{first['away']:.0%}", seeds=first["seeds"], weeks=first["weeks"]
    )
    return "\n".join(
        [text, *(f"## {result['people']} people\n\n{_table(result)}\n" for result in results)]
    )


def by_method(result: dict) -> dict[str, dict]:
    every = {"ours": result, **result["baselines"]}
    return {method: every[method] for method in METHODS}


def cell(key: str, figures: dict, method: str) -> str:
    """One figure as people read it; a dash where it was not asked of the method."""
    value = figures[key]
    if value is None:
        return "∞"
    if key == "one_option_share" and method in NOT_ASKED:
        return "-"
    if key in SHARES:
        return f"{100 * value:.1f} %"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _table(result: dict) -> str:
    lines = [["", *FIGURES.values()], ["---", *["---:"] * len(FIGURES)]]
    for method, figures in by_method(result).items():
        lines.append([METHODS[method], *(cell(key, figures, method) for key in FIGURES)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
