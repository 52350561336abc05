from core.errors import StaleState


class StaleDraft(StaleState):
    """A save came from an older copy of the draft; the page shows both texts and lets the reviewer choose."""

    template = "reviews/stale_draft.html"

    def __init__(self, review, rows):
        super().__init__("This draft was saved from another tab or device after you opened it here.", review)
        self.review = review
        self.rows = rows
