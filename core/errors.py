"""What actions may raise. `core.error_pages` turns each into its page, so views hold no `try`."""


class CaseReviewError(Exception):
    """Carries one sentence for the user, and the page that shows it."""

    status = 409
    template = "409.html"

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(CaseReviewError):
    """The user may see this object, but may not do that to it."""

    status = 403
    template = "403.html"


class StaleState(CaseReviewError):
    """The object has changed in the meantime, through somebody else or another tab."""

    def __init__(self, sentence, subject=None):
        super().__init__(sentence)
        self.subject = subject


class Refused(CaseReviewError):
    """The request is valid and allowed, but the current facts rule it out."""


class RateLimited(CaseReviewError):
    """Too many requests in a short time; try again in `seconds`."""

    status = 429
    template = "429.html"

    def __init__(self, sentence, seconds):
        super().__init__(sentence)
        self.seconds = seconds
