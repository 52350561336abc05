"""Errors that a channel may raise. Any other exception is retried with backoff."""


class TryLater(Exception):
    """The channel asks to wait `after` seconds (a 429's Retry-After); no try is counted."""

    def __init__(self, after):
        super().__init__(f"asked to wait {after} s")
        self.after = after


class Undeliverable(Exception):
    """The channel will never take this notice, so it is a dead letter. `reason` is a code."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class AddressRefused(Undeliverable):
    """Slack refuses everything to `address`: a channel, a person, "webhook", or "*" for all."""

    def __init__(self, reason, address):
        super().__init__(reason)
        self.address = address
