"""Simulated years of a pool: how our draw compares with simple methods. Pure Python, no Django.

    python -m pairing.simulation            writes docs/simulated-years.md and its picture

`years` lets the same people join, leave and be away for every method, `methods` draws, `measures`
compares.
"""

from pairing.simulation.compare import simulate

__all__ = ["simulate"]
