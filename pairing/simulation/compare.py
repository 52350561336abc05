"""The same simulated years drawn by every method, and their figures side by side."""

from time import perf_counter

from pairing.engine.rng import Rng
from pairing.simulation.measures import Tally
from pairing.simulation.methods import SIMPLE, ours
from pairing.simulation.years import Setting, year

OURS = "ours"
MOST_WEEKS = 5_200  # a century


def simulate(
    people: int, weeks: int, away: float, seed: str, seeds: int = 1, on_year=lambda done: None
) -> dict:
    """Figures of `seeds` simulated years of `weeks` draws: ours on top, the simple methods as
    `baselines`.

    `away` is the share of people away in a week, 0 to 1; `on_year(done)` is called after each year.
    The same arguments give the same figures except for `ms_per_draw`. ValueError, with a sentence,
    for arguments that make no year.
    """
    _check(people, weeks, away, seeds)
    setting = Setting(people, weeks, away)
    methods = {OURS: ours, **SIMPLE}
    tallies = {name: Tally() for name in methods}
    for number in range(seeds):
        one_year = list(year(setting, Rng("simulated year", seed, number)))
        for name, method in methods.items():
            _run(
                one_year,
                method,
                tallies[name],
                Rng("simulated draws", seed, number, name),
                people,
            )
        on_year(number + 1)
    figures = {name: tally.figures() for name, tally in tallies.items()}
    return {
        "people": people,
        "weeks": weeks,
        "away": away,
        "seed": seed,
        "seeds": seeds,
        **figures.pop(OURS),
        "reciprocal_share_derangement": figures["derangement"]["reciprocal_share"],
        "baselines": figures,
    }


def _run(one_year, method, tally: Tally, rng: Rng, people: int):
    past = []
    tally.begin_year()
    for number, week in enumerate(one_year):
        begun = perf_counter()
        drawn = method(week, past, rng)
        tally.seconds += perf_counter() - begun
        past.append((week.monday, tally.add(week, drawn, past, number < people - 1)))


def _check(people: int, weeks: int, away: float, seeds: int):
    if not 2 <= people <= 1000:
        raise ValueError("A simulated pool has 2 to 1,000 people.")
    if weeks < 1 or seeds < 1:
        raise ValueError("There is nothing to simulate without a week and a seed.")
    if weeks > MOST_WEEKS:
        raise ValueError(f"A simulated year has at most {MOST_WEEKS:,} weeks.")
    if not 0 <= away < 1:
        raise ValueError("The share of people away is at least 0 and below 1.")
