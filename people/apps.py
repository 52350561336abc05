from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"
    notices_about = "People"

    def ready(self):
        from people.receivers import begin_session, make_reference_rows

        post_migrate.connect(make_reference_rows, sender=self)
        user_logged_in.connect(begin_session)
