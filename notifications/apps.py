from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notices"

    def ready(self):
        autodiscover_modules("notices")
        import notifications.receivers  # noqa: F401  connects them
