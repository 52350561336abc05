from core.app_config import CaseReviewAppConfig, NavigationEntry


class ReviewsConfig(CaseReviewAppConfig):
    name = "reviews"
    notices_about = "Reviews"
    navigation = (
        NavigationEntry(
            section="Reviews",
            label="Given and received",
            url_name="reviews",
            prefixes=("/reviews/",),
            order=10,
        ),
    )
    beat = {
        "remind of due reviews": ("reviews.remind_due", 600),
        "close unread reviews": ("reviews.close_by_rule", 3600),
        "end unanswered invitations": ("reviews.expire_invitations", 3600),
        "purge old drafts": ("reviews.purge_drafts", 3600),
    }
    rate_limits = {
        "export": "20/h/user",
        "invite_reviewer": "20/h/user",
        "second_opinion": "20/h/user",
    }
    private_models = (
        *("Review", "Reader", "Consent", "Answer", "Quotation", "Comment"),
        *("Meeting", "Plan", "ReviewInvitation", "AnswerRevision"),
        *("SecondOpinion", "OpinionProposal", "Gem"),
    )
    leaves_out = {
        "admin rows": "what people write for each other is never in admin",
        "admin section": "what people write for each other is never in admin",
        "metrics": "only the pool sees how many reviews are sent",
        "system status": "its sweeps are part of background work",
    }

    def ready(self):
        import reviews.receivers  # noqa: F401  connects them
