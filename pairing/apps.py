from core.app_config import CaseReviewAppConfig, NavigationEntry


class PairingConfig(CaseReviewAppConfig):
    name = "pairing"
    verbose_name = "Pools and draws"
    notices_about = "Draws"
    navigation = (
        NavigationEntry(
            section="Reviews",
            label="Draws",
            url_name="draws",
            prefixes=("/draws/", "/pairings/", "/swaps/", "/covers/"),
            order=20,
        ),
        NavigationEntry(
            section="Reviews",
            label="Pools",
            url_name="pools",
            prefixes=("/pools/",),
            order=30,
        ),
    )
    beat = {
        "draw due cycles": ("pairing.draw_due_cycles", 120),
        "close ended cycles": ("pairing.close_ended_cycles", 300),
    }
    rate_limits = {"rehearsal": "30/10m/user", "swap": "10/d/user"}
    admin_order = 20
    leaves_out = {"case panel": "a draw pairs people; the case is picked in reviews"}

    def ready(self):
        import pairing.receivers  # noqa: F401  connects them
