from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"
    notices_about = "People"

    def ready(self):
        from people.receivers import make_reference_rows

        post_migrate.connect(make_reference_rows, sender=self)
