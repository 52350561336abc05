from django.db import models


class ReviewKind(models.TextChoices):
    PEER = "peer", "Peer review"
    SELF = "self", "Self review"
    CALIBRATION = "calibration", "Calibration"


class ReviewState(models.TextChoices):
    DRAFT = "draft", "A draft"
    SUBMITTED = "submitted", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    DISCARDED = "discarded", "Discarded"


TRANSITIONS = {
    ReviewState.DRAFT: {ReviewState.SUBMITTED, ReviewState.DISCARDED},
    ReviewState.SUBMITTED: {ReviewState.ACKNOWLEDGED},
}

LIVE = (ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.ACKNOWLEDGED)
UNSENT = (ReviewState.DRAFT, ReviewState.DISCARDED)
SENT = (ReviewState.SUBMITTED, ReviewState.ACKNOWLEDGED)


class AnswerValue(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NA = "na", "n/a"


class ReaderWhy(models.TextChoices):
    REVIEWER = "reviewer", "Wrote it"
    OWNER = "owner", "Case owner"
    MANAGER = "manager", "Manager of one of the two"
    MEMBER = "member", "Member of the pool"
