from reviews.notices.life import ReviewAcknowledged, ReviewReceived
from reviews.notices.reminders import CommentWaits, ConsentWaits, LastCall, MidCycle, StillUnread
from reviews.notices.talk import CommentWritten, ConsentAnswered, ConsentAsked

__all__ = [
    "CommentWaits",
    "CommentWritten",
    "ConsentAnswered",
    "ConsentAsked",
    "ConsentWaits",
    "LastCall",
    "MidCycle",
    "ReviewAcknowledged",
    "ReviewReceived",
    "StillUnread",
]
