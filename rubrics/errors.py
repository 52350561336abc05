from itertools import zip_longest

from core.errors import StaleState
from rubrics.wording import Wording


class StaleWording(StaleState):
    """A save came from an older copy of the draft; the page shows both texts and lets the coordinator choose."""

    template = "rubrics/stale.html"

    def __init__(self, sentence, rubric, *, typed, saved):
        super().__init__(sentence, rubric)
        self.rubric = rubric
        self.rows = [
            (number, mine, theirs)
            for number, (mine, theirs) in enumerate(
                zip_longest(typed, saved, fillvalue=Wording()), start=1
            )
            if mine != theirs
        ]
