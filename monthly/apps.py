from django.utils import timezone

from core.app_config import CaseReviewAppConfig, NavigationEntry
from core.weeks import today_in


def is_manager(user):
    return user.is_manager_on(today_in(user.time_zone, timezone.now()))


def is_coordinator(user):
    return user.is_coordinator


class MonthlyConfig(CaseReviewAppConfig):
    name = "monthly"
    verbose_name = "Monthly reviews"
    notices_about = "Monthly reviews"
    navigation = (
        NavigationEntry(
            section="Monthly",
            label="My months",
            url_name="monthly",
            prefixes=("/monthly/",),
            order=10,
        ),
        NavigationEntry(
            section="Monthly",
            label="My team",
            url_name="monthly_team",
            prefixes=("/monthly/team/", "/monthly/stand-ins/"),
            order=20,
            visible=is_manager,
        ),
        NavigationEntry(
            section="Monthly",
            label="Settings",
            url_name="monthly_settings",
            prefixes=("/monthly/settings/",),
            order=30,
            visible=is_coordinator,
        ),
    )
    beat = {
        "open and close months": ("monthly.open_and_close", 300),
        "begin and end stand-ins": ("monthly.update_stand_ins", 600),
        "remind of due months": ("monthly.remind_due", 600),
    }
    private_models = (
        *("MonthlyReview", "Selection", "Agreement", "NextStep"),
        *("StandIn", "TeamSettings", "Schedule"),
    )
    leaves_out = {
        "rate limits": "nothing here is sent to people outside of the two",
        "my week hero": "what waits is among the rows; the hero is the review of the week",
        "case panel": "that a case was selected is between engineer and manager",
        "metrics": "only the two see how far a month is",
        "system status": "its sweeps are part of background work",
        "admin section": "what the two write is never in admin; settings have pages of their own",
        "admin rows": "as the admin section",
    }

    def ready(self):
        import monthly.kinds
        import monthly.receivers  # noqa: F401  connects them
