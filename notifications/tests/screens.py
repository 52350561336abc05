"""Screens of notifications, as axe and `make shots` look at them."""

DAILY = {"inbox"}
NO_PAGES = {"inbox_news": "a fragment of the bar"}
SHOTS = {"everybody": ("/inbox/",)}
