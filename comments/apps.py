from core.app_config import EVERYTHING, CaseReviewAppConfig


class CommentsConfig(CaseReviewAppConfig):
    """Comment threads. Each app that uses them adds its own table and pages."""

    name = "comments"
    leaves_out = {EVERYTHING: "the app with comments on its pages contributes it"}
