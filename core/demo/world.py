"""The demo world while it is being built: one object that each app reads and adds to."""

from types import SimpleNamespace

from core.demo.days import Days


class DemoWorld(SimpleNamespace):
    """`seed` (int), `now` (aware), `days` and `trail`; lower apps add what upper ones build on.

    `counts` holds what the command reports, as {noun: number}, in the order in which it is added.
    """

    def __init__(self, seed, now, trail):
        super().__init__(seed=seed, now=now, trail=trail, days=Days(now), counts={})
