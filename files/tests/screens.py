"""Screens of files, as axe and `make shots` look at them."""

NO_PAGES = {"stored_file": "a download"}
SHOTS = {}
