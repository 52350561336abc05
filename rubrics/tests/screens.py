"""Screens of rubrics, as axe and `make shots` look at them."""

DAILY = {"rubrics"}
SHOTS = {"everybody": ("/rubrics/",), "pia.keller": ("rubric",)}
