from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "pairing"
    verbose_name = "Pools and draws"
    notices_about = "Draws"

    def ready(self):
        import pairing.receivers  # noqa: F401  connects them
