from itertools import zip_longest

from django.urls import reverse

from core.drafts import StaleDraft, find_differences
from rubrics.criteria import CriterionText


class StaleRubricDraft(StaleDraft):
    """The criteria were saved from an older copy of the draft."""

    template = "rubrics/stale.html"
    cell = "rubrics/_criterion_text.html"
    row_title = "Criterion"
    version_field = "revision"

    def __init__(self, sentence, rubric, *, typed, saved):
        pairs = zip_longest(typed, saved, fillvalue=CriterionText())
        rows = [(number, *texts) for number, texts in enumerate(pairs, start=1)]
        super().__init__(
            sentence,
            rubric,
            differences=find_differences(rows),
            version=rubric.revision,
            edit_url=reverse("rubric_edit", args=[rubric.pk]),
        )
