"""The demo world: a fictional company whose support team has used the product for twelve weeks.

Each app builds its part in its own `demo` module, with hand-written texts in TOML files beside it.
"""
