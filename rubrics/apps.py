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
        "notices": "a new version applies only from the next draw",
        "beat": "rubrics have no background work",
        "rate limits": "nothing it does is expensive",
        "my week rows": "rubrics have no work items",
        "my week hero": "rubrics have no work items",
        "my week happenings": "a new version appears in the reviews that use it",
        "my week cards": "rubrics have no work items",
        "case panel": "the reviews of a case name their rubric",
        "demo": "migrations create the default rubric",
        "metrics": "rubrics have no background work",
        "system status": "rubrics have no background work",
    }

    def ready(self):
        from rubrics.receivers import make_default_rubric

        post_migrate.connect(make_default_rubric, sender=self)
