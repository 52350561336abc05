from django.db.models.signals import post_migrate

from core.app_config import CaseReviewAppConfig, NavigationEntry


class RubricsConfig(CaseReviewAppConfig):
    name = "rubrics"
    navigation = (
        NavigationEntry(
            section="Reviews",
            label="Rubrics",
            url_name="rubrics",
            prefixes=("/rubrics/",),
            order=90,
        ),
    )
    admin_order = 30
    leaves_out = {
        "notice samples": "rubrics send no notices",
        "topic": "rubrics send no notices",
        "notices": "a new version applies from the next draw on and concerns nobody before",
        "beat": "nothing about a rubric happens by itself",
        "rate limits": "nothing that it does costs much",
        "my week rows": "a rubric waits for nobody",
        "my week hero": "a rubric waits for nobody",
        "my week happenings": "a new version is seen in the review that uses it",
        "my week cards": "a rubric waits for nobody",
        "case panel": "a case has reviews, and these name their rubric",
        "demo": "the default rubric is there after every migration",
        "metrics": "nothing about a rubric happens by itself",
        "system status": "nothing about a rubric happens by itself",
    }

    def ready(self):
        from rubrics.receivers import make_default_rubric

        post_migrate.connect(make_default_rubric, sender=self)
