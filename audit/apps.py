from core.app_config import EVERYTHING, CaseReviewAppConfig


class AuditConfig(CaseReviewAppConfig):
    name = "audit"
    verbose_name = "What was done"
    admin_order = 90
    leaves_out = {EVERYTHING: "the trail of the other apps, shown on their pages and in admin"}
