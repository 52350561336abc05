from reviews.models.comments import Comment
from reviews.models.consents import Consent
from reviews.models.quotations import Quotation
from reviews.models.review import Answer, Reader, Review

__all__ = ["Answer", "Comment", "Consent", "Quotation", "Reader", "Review"]
