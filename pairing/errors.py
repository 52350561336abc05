from django.urls import reverse

from core.drafts import StaleDraft, find_differences


class StaleGuidance(StaleDraft):
    """Another lead, or another tab, has saved a newer text since this page was opened."""

    noun = "text"
    row_title = "Text"
    version_field = "seen_at"

    def __init__(self, pool, *, typed):
        saved_at = pool.guidance_at
        edit_url = reverse("pool_guidance_edit", args=[pool.slug])
        super().__init__(
            "Somebody has saved a newer text.",
            pool,
            differences=find_differences([("Guidance", typed, pool.guidance)]),
            version=saved_at.isoformat() if saved_at else "",
            edit_url=edit_url,
            save_url=edit_url,
        )
