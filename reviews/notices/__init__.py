from reviews.notices.comments import CommentWritten, ConsentAnswered, ConsentAsked, ConsentClosed
from reviews.notices.lifecycle import ReviewAcknowledged, ReviewReceived, ReviewShared
from reviews.notices.missed import CycleEnded, NotReviewed
from reviews.notices.reminders import CommentWaits, ConsentWaits, LastCall, MidCycle, StillUnread

__all__ = [
    "CommentWaits",
    "CommentWritten",
    "ConsentAnswered",
    "ConsentAsked",
    "ConsentClosed",
    "ConsentWaits",
    "CycleEnded",
    "LastCall",
    "MidCycle",
    "NotReviewed",
    "ReviewAcknowledged",
    "ReviewReceived",
    "ReviewShared",
    "StillUnread",
]
