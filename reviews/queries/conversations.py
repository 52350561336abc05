"""The case's conversation beside the form, with the criteria that quote each message."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.utils import timezone

from cases.queries.detail import Message, conversation

HEAD = 3
TAIL = 10
FOLD_FROM = HEAD + TAIL + 2  # a fold of one message would save nothing


@dataclass(frozen=True, slots=True)
class Row:
    """A message; `key` is its id, or 0 for the description that opens the case."""

    message: Message
    is_new_day: bool
    quoted_in: list[int] = field(default_factory=list)

    @property
    def key(self):
        return self.message.pk or 0


def form_conversation(review, criteria):
    """What the case pane shows: the conversation, with the middle of a long one folded."""
    if review.case.deleted_at or review.case.purged_at:
        return {"count": 0, "comment_count": 0}
    messages = conversation(review.case, unfolded=True)
    quoted = positions_by_message(criteria)
    rows = [
        Row(message, is_new_day, quoted.get(message.pk or 0, []))
        for message, is_new_day in zip(messages, new_days(messages), strict=True)
    ]
    folds = len(rows) >= FOLD_FROM
    return {
        "count": len(rows),
        "comment_count": sum(message.pk is not None for message in messages),
        "has_reply": has_reply(messages),
        "has_internal": any(not message.is_public for message in messages),
        "head": rows[:HEAD] if folds else rows,
        "folded": rows[HEAD:-TAIL] if folds else [],
        "tail": rows[-TAIL:] if folds else [],
    }


def count_new_messages(review, shown):
    """How many messages arrived since the page showed `shown` comments."""
    if shown is None or review.case.deleted_at:
        return 0
    return max(0, review.case.comments.count() - shown)


def new_days(messages):
    """For each message whether it is the first of its day, in the reader's zone."""
    if not messages:
        return []
    days = [timezone.localtime(message.at).date() for message in messages]
    return [True, *(earlier != later for earlier, later in pairwise(days))]


def has_reply(messages):
    """Whether anyone answered the customer. Imports may not know who is a colleague."""
    public = [message for message in messages if message.is_public]
    if any(message.is_from_staff for message in public):
        return True
    return len({str(message.author) for message in public}) > 1


def positions_by_message(criteria):
    """{message id, or 0: the positions of the criteria that quote it}."""
    positions = {}
    for criterion in criteria:
        for quotation in criterion.quotations:
            quoted_in = positions.setdefault(quotation.message_id or 0, [])
            if criterion.position not in quoted_in:
                quoted_in.append(criterion.position)
    return positions
