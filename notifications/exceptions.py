"""What a channel may raise. Any other exception is a failure that is tried again with backoff."""


class TryLater(Exception):
    """The channel works and asks to wait `after` seconds (a 429's Retry-After); no try is counted."""

    def __init__(self, after):
        super().__init__(f"asked to wait {after} s")
        self.after = after


class Undeliverable(Exception):
    """The channel will never take this notice: a dead letter at once. `reason` is a code, never a text."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class AddressRefused(Undeliverable):
    """Slack takes nothing at `address`: a channel, a person, its webhook, or "*" for all of Slack."""

    def __init__(self, reason, address):
        super().__init__(reason)
        self.address = address
