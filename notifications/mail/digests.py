"""The day's notices in groups: those that need action first, and each subject once."""

from dataclasses import dataclass

NAMED = 3


@dataclass(frozen=True)
class Group:
    """Notices with one noun, such as "reviews to read"; the newest message about each subject."""

    noun: tuple[str, str]
    needs_action: bool
    messages: list

    @property
    def heading(self):
        noun = self.noun[len(self.messages) > 1]
        return noun[:1].upper() + noun[1:]

    @property
    def count(self):
        return f"{len(self.messages)} {self.noun[len(self.messages) > 1]}"


def group_messages(pairs):
    """Group (kind, message) pairs by noun. A reminder replaces the notice it reminds of."""
    by_noun = {}
    for number, (kind, message) in enumerate(pairs):
        needs_action, messages = by_noun.setdefault(kind.noun, (kind.needs_action, {}))
        subject = message.url if kind.needs_action else number
        messages.pop(subject, None)
        messages[subject] = message
    groups = [
        Group(noun, needs_action, list(messages.values()))
        for noun, (needs_action, messages) in by_noun.items()
    ]
    return sorted(groups, key=lambda group: not group.needs_action)


def sentence_of(groups):
    """ "2 reviews to read, 1 swap to answer and 3 more": the subject of the day's mail."""
    named = ", ".join(group.count for group in groups[:NAMED])
    more = sum(len(group.messages) for group in groups[NAMED:])
    return f"{named} and {more} more" if more else named
