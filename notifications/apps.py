from django.utils.module_loading import autodiscover_modules

from core.app_config import CaseReviewAppConfig


class NotificationsConfig(CaseReviewAppConfig):
    name = "notifications"
    verbose_name = "Notices"
    beat = {
        "deliver due notices": ("notifications.deliver_due", 60),
        "purge old notices": ("notifications.purge_ended", 3600),
    }
    rate_limits = {"slack": "20/10m/user"}  # requests that somebody waits for, and test posts
    admin_order = 50
    leaves_out = {
        "navigation": "the bar shows the inbox with its count, outside the sections",
        "topic": "its notices are for admins only",
        "my week rows": "unread notices are counted in the bar of every page",
        "my week hero": "the inbox is a page of its own",
        "my week happenings": "every app lists its own",
        "my week cards": "the inbox is a page of its own",
        "demo": "reviews builds the notices, whose subjects it knows",
        "case panel": "a notice belongs to a person and not to a case",
    }

    def ready(self):
        autodiscover_modules("notices")
