from dataclasses import dataclass
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


@dataclass(frozen=True)
class Message:
    """One turn of the conversation. `author` is a user, or the name of somebody who is none here."""

    author: User | str
    role: str
    at: datetime
    body: str
    is_public: bool
    cut: int = 0

    @property
    def is_long(self):
        """Too long for Markdown: shown as plain text."""
        return len(self.body) > LONG


def on_page(user):
    """The cases that `user` may open, each with what its page names."""
    return Case.objects.visible_to(user).select_related("owner", "customer", "contact", "parent")


def case_page(case, user, asked=None):
    """The conversation (folded in the middle unless `asked` has "all"), facts, linked cases and history of `case`.

    `asked` is the query of the address; its "show" narrows the conversation to "customer" or "internal".
    """
    asked = asked or {}
    show = asked.get("show") if asked.get("show") in dict(SHOWS) else ""
    unfolded = "all" in asked
    talk = conversation(case, unfolded=unfolded)
    chosen = [message for message in talk if not show or message.is_public == (show == "customer")]
    head, folded, tail = fold(chosen, unfolded)
    children = list(
        Case.objects.visible_to(user)
        .filter(parent=case)
        .only("number", "subject", "status")[:LINKED]
    )
    return {
        "case": case,
        "count": len(talk),
        "days": max((max(message.at for message in talk) - case.opened_at).days + 1, 1),
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


def conversation(case, *, unfolded):
    """The description as the first turn (unless the first message repeats it), then every message, oldest first."""
    comments = list(case.comments.select_related("author", "contact"))
    opening = [
        message_of(
            case.contact_label or "Unknown",
            customer_name(case),
            case.opened_at,
            case.description,
            True,
        )
    ]
    if comments and comments[0].body == case.description or not case.description:
        opening = [] if comments else opening
    talk = opening + [
        message_of(
            author_of(comment),
            role_of(comment, case),
            comment.written_at,
            comment.body,
            comment.is_public,
        )
        for comment in comments
    ]
    return talk if unfolded else [cut_short(message) for message in talk]


def message_of(author, role, at, body, is_public):
    return Message(author=author, role=role, at=at, body=body, is_public=is_public)


def author_of(comment):
    return (
        comment.author
        or (comment.contact.name if comment.contact else comment.author_name)
        or "Unknown"
    )


def role_of(comment, case):
    """Who the author is to the case: its owner, the customer's side, or (with no words) a colleague."""
    if comment.author_id and comment.author_id == case.owner_id:
        return "Case owner"
    if comment.author_external_id and comment.author_external_id == case.owner_external_id:
        return "Case owner"
    return customer_name(case) if comment.contact_id else ""


def customer_name(case):
    return case.customer.name if case.customer else ""


def cut_short(message):
    rest = len(message.body) - LONG
    if rest <= 0:
        return message
    return Message(
        message.author, message.role, message.at, message.body[:LONG], message.is_public, rest
    )


def fold(messages, unfolded):
    """The beginning, what is folded away, and the end of a long conversation; a short one is all beginning."""
    if unfolded or len(messages) <= FOLD_FROM:
        return messages, [], []
    return messages[:HEAD], messages[HEAD:-TAIL], messages[-TAIL:]
