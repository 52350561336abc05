"""What an action may raise. `core.error_pages` turns each into its page, so views hold no `try`."""


class CaseReviewError(Exception):
    """Carries one sentence that is shown to the person, and the page it is shown on."""

    status = 409
    template = "409.html"

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(CaseReviewError):
    """The person may see this, but may not do that to it."""

    status = 403
    template = "403.html"


class StaleState(CaseReviewError):
    """The object moved on meanwhile: somebody else was faster, or the same person in another tab."""

    def __init__(self, sentence, subject=None):
        super().__init__(sentence)
        self.subject = subject


class Refused(CaseReviewError):
    """The request is understood and allowed, but the present facts rule it out."""


class RateLimited(CaseReviewError):
    """Too often in too short a time; `seconds` says when to come back."""

    status = 429
    template = "429.html"

    def __init__(self, sentence, seconds):
        super().__init__(sentence)
        self.seconds = seconds
