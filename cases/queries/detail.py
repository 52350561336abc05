from dataclasses import dataclass, replace
from datetime import datetime

from cases.models import Case
from cases.queries.history import history
from people.models import User

HEAD = 3
TAIL = 2
FOLD_FROM = 8
LONG = 20_000
LINKED = 200
LINKED_AT_ONCE = 3
SHOWS = (("", "All"), ("customer", "With customer"), ("internal", "Internal"))
READ_OF_COMMENT = (
    "case",
    "author_name",
    "author_external_id",
    "is_public",
    "body",
    "written_at",
    "author__name",
    "author__email",
    "contact__name",
)


@dataclass(frozen=True)
class Message:
    """One turn of the conversation. `author` is a user, or a name if they have no account."""

    author: User | str
    role: str
    at: datetime
    body: str
    is_public: bool
    pk: int | None = None
    is_from_staff: bool = False
    cut: int = 0

    @property
    def is_long(self):
        """Too long for Markdown: shown as plain text."""
        return len(self.body) > LONG


def on_page(user):
    """The cases that `user` may open, each with what its page names."""
    return Case.objects.visible_to(user).select_related("owner", "customer", "contact", "parent")


def case_page(case, user, params=None):
    """The conversation, facts, linked cases and history of `case`.

    `params` is the query of the address: "show" narrows the conversation to "customer" or
    "internal", and "all" unfolds its middle.
    """
    params = params or {}
    show = params.get("show") if params.get("show") in dict(SHOWS) else ""
    is_unfolded = "all" in params
    messages = conversation(case, unfolded=is_unfolded)
    last_at = max((message.at for message in messages), default=case.opened_at)
    head, folded, tail = fold([m for m in messages if is_shown(m, show)], is_unfolded)
    children = list_children(case, user)
    return {
        "case": case,
        "count": len(messages),
        "days": max((last_at - case.opened_at).days + 1, 1),
        "head": head,
        "folded": folded,
        "tail": tail,
        "show": show,
        "shows": [(f"?show={name}" if name else "?", label, name == show) for name, label in SHOWS],
        "unfold": f"?all=1&show={show}#more" if show else "?all=1#more",
        "parent": case.parent if case.parent and case.parent.deleted_at is None else None,
        "child_count": len(children),
        "children": children[:LINKED_AT_ONCE],
        "more_children": children[LINKED_AT_ONCE:],
        "history": history(case),
    }


def list_children(case, user):
    children = Case.objects.visible_to(user).filter(parent=case)
    return list(children.only("number", "subject", "status")[:LINKED])


def is_shown(message, show):
    return not show or message.is_public == (show == "customer")


def conversation(case, *, unfolded):
    """The description, unless the first message repeats it, then every message, oldest first."""
    comments = case.comments.select_related("author", "contact")
    comments = comments.only(*READ_OF_COMMENT).order_by()  # a few rows are sorted for less here
    comments = sorted(comments, key=lambda comment: (comment.written_at, comment.pk))
    messages = [message_of(comment, case) for comment in comments]
    is_repeated = bool(comments) and comments[0].body == case.description
    if case.description and not is_repeated:
        messages.insert(0, opening_of(case))
    return messages if unfolded else [cut_short(message) for message in messages]


def opening_of(case):
    return Message(
        author=case.contact_label or "Unknown",
        role=customer_name(case),
        at=case.opened_at,
        body=case.description,
        is_public=True,
    )


def message_of(comment, case):
    return Message(
        author=author_of(comment),
        role=role_of(comment, case),
        at=comment.written_at,
        body=comment.body,
        is_public=comment.is_public,
        pk=comment.pk,
        is_from_staff=is_from_staff(comment, case),
    )


def is_from_staff(comment, case):
    """Whether a colleague wrote it. Unknown authors count as customers and are purged."""
    if comment.author_id:
        return True
    if comment.contact_id:
        return False  # also in exports that say nothing of visibility, whose messages are internal
    return not comment.is_public or role_of(comment, case) == "Case owner"


def author_of(comment):
    name = comment.contact.name if comment.contact else comment.author_name
    return comment.author or name or "Unknown"


def role_of(comment, case):
    """The author's role in the case: its owner, a customer's contact, or "" for a colleague."""
    if comment.author_id and comment.author_id == case.owner_id:
        return "Case owner"
    if comment.author_external_id and comment.author_external_id == case.owner_external_id:
        return "Case owner"
    return customer_name(case) if comment.contact_id else ""


def customer_name(case):
    return case.customer.name if case.customer else ""


def cut_short(message):
    rest = len(message.body) - LONG
    return replace(message, body=message.body[:LONG], cut=rest) if rest > 0 else message


def fold(messages, unfolded):
    """The start, the folded middle and the end of a conversation; a short one is all start."""
    if unfolded or len(messages) <= FOLD_FROM:
        return messages, [], []
    return messages[:HEAD], messages[HEAD:-TAIL], messages[-TAIL:]
