from core.app_config import EVERYTHING, CaseReviewAppConfig


class CommentsConfig(CaseReviewAppConfig):
    """Threads of comments. Each app that has some brings its own table and its own pages."""

    name = "comments"
    leaves_out = {EVERYTHING: "the app whose pages have comments contributes it"}
