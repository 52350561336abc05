from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RubricsConfig(AppConfig):
    name = "rubrics"

    def ready(self):
        from rubrics.receivers import make_default_rubric

        post_migrate.connect(make_default_rubric, sender=self)
