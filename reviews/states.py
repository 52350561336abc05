from datetime import timedelta

from django.db import models


class ReviewKind(models.TextChoices):
    PEER = "peer", "Peer review"
    SELF = "self", "Self review"
    MANAGER = "manager", "Manager review"
    CALIBRATION = "calibration", "Calibration"
    INVITED = "invited", "Invited review"


# Written by a colleague for the case owner: these are listed, exported, acknowledged and closed
# automatically. Reviews of other kinds appear only on the pages of the app that runs them.
PEER_KINDS = (ReviewKind.PEER, ReviewKind.INVITED)


class ReviewState(models.TextChoices):
    DRAFT = "draft", "A draft"
    SUBMITTED = "submitted", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    CLOSED = "closed", "Closed automatically"
    DISCARDED = "discarded", "Discarded"


TRANSITIONS = {
    ReviewState.DRAFT: {ReviewState.SUBMITTED, ReviewState.DISCARDED},
    ReviewState.SUBMITTED: {ReviewState.ACKNOWLEDGED, ReviewState.CLOSED, ReviewState.DRAFT},
    ReviewState.CLOSED: {ReviewState.ACKNOWLEDGED},
}

UNSENT = (ReviewState.DRAFT, ReviewState.DISCARDED)
SENT = (ReviewState.SUBMITTED, ReviewState.ACKNOWLEDGED, ReviewState.CLOSED)
LIVE = (ReviewState.DRAFT, *SENT)
DISCARDED_FOR = timedelta(days=90)  # how long reviewers can still read a discarded draft


class AnswerValue(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NA = "na", "n/a"


class AuthorKind(models.TextChoices):
    """Who wrote a quoted message. Customers' words are purged with their conversation."""

    CUSTOMER = "customer", "Customer"
    STAFF = "staff", "Staff"


class MessageVisibility(models.TextChoices):
    PUBLIC = "public", "With the customer"
    INTERNAL = "internal", "Internal"


class ReaderWhy(models.TextChoices):
    REVIEWER = "reviewer", "Reviewer"
    OWNER = "owner", "Case owner"
    REVIEWERS_MANAGER = "manager_r", "Manager of the reviewer"
    OWNERS_MANAGER = "manager_o", "Manager of the case owner"
    MANAGER = "manager", "Manager of both"
    MEMBER = "member", "Member of the pool"


class ConsentState(models.TextChoices):
    ASKED = "asked", "Asked"
    ALLOWED = "allowed", "Allowed"
    DECLINED = "declined", "Not this time"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed without an answer"


CONSENT_TRANSITIONS = {
    ConsentState.ASKED: {ConsentState.ALLOWED, ConsentState.DECLINED, ConsentState.CLOSED},
    ConsentState.ALLOWED: {ConsentState.WITHDRAWN},
    ConsentState.DECLINED: {ConsentState.ALLOWED},
    ConsentState.WITHDRAWN: {ConsentState.ALLOWED},
    ConsentState.CLOSED: {ConsentState.ASKED},  # after a recall
}


class MeetingState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Planned"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"
    HELD = "held", "You talked"
    NOT_HELD = "not_held", "Did not take place"


MEETING_TRANSITIONS = {
    MeetingState.PROPOSED: {
        MeetingState.PROPOSED,  # another time
        MeetingState.ACCEPTED,
        MeetingState.DECLINED,
        MeetingState.CANCELLED,
        MeetingState.HELD,
    },
    MeetingState.ACCEPTED: {
        MeetingState.PROPOSED,
        MeetingState.CANCELLED,
        MeetingState.HELD,
        MeetingState.NOT_HELD,
    },
}
COMING = (MeetingState.PROPOSED, MeetingState.ACCEPTED)  # at most one of a pairing
MEETING_HORIZON = timedelta(days=90)  # how far ahead a meeting can be proposed


class OpinionState(models.TextChoices):
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"
    FORWARDED = "forwarded", "Passed on"
    CLOSED = "closed", "Closed without an answer"  # the draft was discarded, or somebody left


OPINION_TRANSITIONS = {
    OpinionState.ASKED: {
        OpinionState.ANSWERED,
        OpinionState.DECLINED,
        OpinionState.TAKEN_BACK,
        OpinionState.FORWARDED,
        OpinionState.CLOSED,
    },
}
# In these states the manager can read the review.
GIVES_ACCESS = (OpinionState.ASKED, OpinionState.ANSWERED)
UNANSWERED_FOR = timedelta(days=1)  # how long managers keep an answer that they never sent


class ProposalChoice(models.TextChoices):
    """What a second opinion proposes for one answer."""

    KEEP = "keep", "Keep"
    CHANGE = "change", "Change"
    NEITHER = "neither", "Neither"


class InvitationState(models.TextChoices):
    INVITED = "invited", "Invited"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


INVITATION_TRANSITIONS = {
    InvitationState.INVITED: {
        InvitationState.ACCEPTED,
        InvitationState.DECLINED,
        InvitationState.WITHDRAWN,
        InvitationState.EXPIRED,
    },
    # The draft was discarded by its reviewer, or is long past due.
    InvitationState.ACCEPTED: {InvitationState.DECLINED, InvitationState.EXPIRED},
}
