from core.app_config import CaseReviewAppConfig, NavigationEntry


class CasesConfig(CaseReviewAppConfig):
    name = "cases"
    navigation = (
        NavigationEntry(
            section="Cases",
            label="Cases",
            url_name="cases",
            prefixes=("/cases/", "/customers/"),
        ),
    )
    beat = {"purge old conversations": ("cases.purge_old_conversations", 3600)}
    rate_limits = {"import": "20/h/user"}
    admin_order = 40
    leaves_out = {
        "notice samples": "cases send no notices",
        "topic": "cases send no notices",
        "notices": "the practice that a change concerns notifies people",
        "my week hero": "the practices open the page",
        "case panel": "the case page belongs to this app",
        "metrics": "imports are started by hand and show their result",
        "system status": "imports are started by hand and show their result",
    }

    def ready(self):
        import cases.receivers  # noqa: F401  connects them
