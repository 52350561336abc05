from core.app_config import CaseReviewAppConfig, NavigationEntry, declared


class CaseReviewConfig(CaseReviewAppConfig):
    name = "casereview"
    verbose_name = "Machinery"
    navigation = (
        NavigationEntry(section="My week", label="My week", url_name="my_week", prefixes=("/",)),
    )
    beat = {"show signs of life": ("casereview.heartbeat", 60)}
    admin_order = 100
    leaves_out = {
        "notice samples": "the top floor sends no notices",
        "topic": "the top floor sends no notices",
        "notices": "the top floor sends no notices",
        "rate limits": "its pages are limited where the apps do the work",
        "my week rows": "it assembles what the apps contribute",
        "my week hero": "it assembles what the apps contribute",
        "my week happenings": "it assembles what the apps contribute",
        "my week cards": "it assembles what the apps contribute",
        "demo": "it assembles what the apps build",
        "case panel": "it assembles what the apps contribute",
    }

    def ready(self):
        """The beat table is put together here, once every app is known."""
        from casereview.celery import app

        app.conf.beat_schedule = {
            label: {"task": task, "schedule": float(seconds)}
            for label, (task, seconds) in declared("beat").items()
        }
