from core.app_config import CaseReviewAppConfig, NavigationEntry


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
    )
    private_models = ("MonthlyReview", "Selection", "Agreement", "NextStep")
    leaves_out = {}

    def ready(self):
        import monthly.kinds  # noqa: F401  registers them
