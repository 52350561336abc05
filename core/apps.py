from core.app_config import EVERYTHING, CaseReviewAppConfig


class CoreConfig(CaseReviewAppConfig):
    name = "core"
    rate_limits = {"search": "60/m/user"}
    leaves_out = {EVERYTHING: "building blocks for the apps: no models and no pages of its own"}
