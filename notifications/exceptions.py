"""What a channel may raise beyond what breaks by itself. Anything else is a failure to be tried again with backoff."""


class TryLater(Exception):
    """The channel is well and asks to wait `after` seconds (a 429's Retry-After); no try is counted."""

    def __init__(self, after):
        super().__init__(f"asked to wait {after} s")
        self.after = after


class Undeliverable(Exception):
    """It will never be taken as it is: no further try, a dead letter at once. `reason` is a code, never a text."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason
