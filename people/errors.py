from django.urls import reverse

from core.drafts import StaleDraft, find_differences


class StaleReadme(StaleDraft):
    """Another tab saved a newer readme than the one that was on screen."""

    noun = "text"
    cell = "people/_readme_text.html"
    row_title = "Text"
    version_field = "seen_at"

    def __init__(self, user, *, typed):
        saved_at = user.feedback_readme_at
        super().__init__(
            "Another tab has saved a newer text.",
            user,
            differences=find_differences([("Feedback readme", typed, user.feedback_readme)]),
            version=saved_at.isoformat() if saved_at else "",
            edit_url=reverse("me") + "#readme",
            save_url=reverse("me_readme"),
        )
