from reviews.notices.life import ReviewAcknowledged, ReviewReceived
from reviews.notices.missed import CycleEnded, NotReviewed
from reviews.notices.reminders import CommentWaits, ConsentWaits, LastCall, MidCycle, StillUnread
from reviews.notices.talk import CommentWritten, ConsentAnswered, ConsentAsked

__all__ = [
    "CommentWaits",
    "CommentWritten",
    "ConsentAnswered",
    "ConsentAsked",
    "ConsentWaits",
    "CycleEnded",
    "LastCall",
    "MidCycle",
    "NotReviewed",
    "ReviewAcknowledged",
    "ReviewReceived",
    "StillUnread",
]
