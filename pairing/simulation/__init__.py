"""Simulated years of a pool: how our draw compares with the simple methods. Pure Python, no Django.

    python -m pairing.simulation            draws docs/simulated-years.md and its picture anew

`years` makes the same people come, go and be away for every method, `methods` draws, `measures` compares.
"""

from pairing.simulation.compare import simulate

__all__ = ["simulate"]
