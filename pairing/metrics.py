"""Metrics of draws: whether they happen."""

from core.figures import seconds_since
from pairing.queries import last_drawn_at

FIGURES = {"draw_age_seconds": "Since the last draw of any pool."}


def figures(now):
    return {"draw_age_seconds": seconds_since(last_drawn_at(), now)}
