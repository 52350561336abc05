"""Screens of cases, as axe and `make shots` look at them."""

DAILY = {"cases"}
SHOTS = {"everybody": ("/cases/",), "pia.keller": ("/cases/import/",)}
