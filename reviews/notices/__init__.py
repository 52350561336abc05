from reviews.notices.comments import CommentWritten, ConsentAnswered, ConsentAsked, ConsentClosed
from reviews.notices.invitations import (
    InvitationDeclined,
    InvitationDue,
    InvitationExpired,
    InvitationMade,
    InvitationReceived,
    InvitationWithdrawn,
)
from reviews.notices.lifecycle import ReviewAcknowledged, ReviewReceived, ReviewShared
from reviews.notices.meetings import MeetingChanged, MeetingProposed
from reviews.notices.missed import CycleEnded, NotReviewed
from reviews.notices.opinions import (
    OpinionAnswered,
    OpinionAsked,
    OpinionClosed,
    OpinionDeclined,
    OpinionForwarded,
    OpinionTakenBack,
    OpinionWaits,
)
from reviews.notices.reminders import (
    CommentWaits,
    ConsentWaits,
    LastCall,
    MidCycle,
    PlannedDay,
    StillUnread,
)
from reviews.notices.revisions import AnswerChanged, AnswerChangedShared

__all__ = [
    "AnswerChanged",
    "AnswerChangedShared",
    "CommentWaits",
    "CommentWritten",
    "ConsentAnswered",
    "ConsentAsked",
    "ConsentClosed",
    "ConsentWaits",
    "CycleEnded",
    "InvitationDeclined",
    "InvitationDue",
    "InvitationExpired",
    "InvitationMade",
    "InvitationReceived",
    "InvitationWithdrawn",
    "LastCall",
    "MeetingChanged",
    "MeetingProposed",
    "MidCycle",
    "NotReviewed",
    "OpinionAnswered",
    "OpinionAsked",
    "OpinionClosed",
    "OpinionDeclined",
    "OpinionForwarded",
    "OpinionTakenBack",
    "OpinionWaits",
    "PlannedDay",
    "ReviewAcknowledged",
    "ReviewReceived",
    "ReviewShared",
    "StillUnread",
]
