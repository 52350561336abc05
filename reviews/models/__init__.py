from reviews.models.answers import Answer, Quotation
from reviews.models.comments import Comment
from reviews.models.consents import Consent
from reviews.models.review import Reader, Review

__all__ = ["Answer", "Comment", "Consent", "Quotation", "Reader", "Review"]
