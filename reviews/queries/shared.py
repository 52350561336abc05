"""Reviews that are shared with a person, as a card of My week."""

from core.my_week import Card
from core.person_display import first_name
from core.prepared_queries import prepared_query
from reviews.models import Review

SHOWN = 3
READ_OF_SHARED = (
    "pk",
    "case__subject",
    "submitted_at",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
)


def shared_cards(user):
    """The newest reviews that are shared with a person who has not opened them yet."""
    shared = [describe_shared(*row) for row in _newest_shared(user)]
    if not shared:
        return []
    return [Card("reviews/_shared_card.html", {"reviews": shared}, order=5)]


@prepared_query
def _newest_shared(user):
    reviews = Review.objects.shared_with(user, opened_at=None).order_by("-submitted_at")
    return reviews.values_list(*READ_OF_SHARED)[:SHOWN]


def describe_shared(pk, subject, sent_at, reviewer_name, reviewer_email, owner_name, owner_email):
    """A line of the card "Shared with you", from a row of `READ_OF_SHARED`."""
    reviewer = first_name(reviewer_name) or reviewer_email
    owner = first_name(owner_name) or owner_email
    return {
        "pk": pk,
        "subject": subject,
        "what": f"{reviewer} reviewed {owner}",
        "sent_at": sent_at,
    }
