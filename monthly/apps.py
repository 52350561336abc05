from core.app_config import CaseReviewAppConfig, NavigationEntry


def is_manager(user):
    return user.is_manager


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
    private_models = ("MonthlyReview", "Selection", "Agreement", "NextStep")
    leaves_out = {}

    def ready(self):
        import monthly.kinds
        import monthly.receivers  # noqa: F401  connects them
