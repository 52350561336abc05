from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    notices_about = "Reviews"

    def ready(self):
        import reviews.receivers  # noqa: F401  connects them
