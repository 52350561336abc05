"""The demo world: an invented company whose support team has used the product for twelve weeks.

Texts are hand-written and live in `texts`; the builders beside it combine them, one module per app.
"""
