from reviews.models.comments import Comment
from reviews.models.consents import Consent
from reviews.models.invitations import ReviewInvitation
from reviews.models.meetings import Meeting
from reviews.models.opinions import OpinionProposal, SecondOpinion
from reviews.models.plans import Plan
from reviews.models.quotations import Quotation
from reviews.models.review import Answer, Reader, Review
from reviews.models.revisions import AnswerRevision

__all__ = [
    "Answer",
    "AnswerRevision",
    "Comment",
    "Consent",
    "Meeting",
    "OpinionProposal",
    "Plan",
    "Quotation",
    "Reader",
    "Review",
    "ReviewInvitation",
    "SecondOpinion",
]
