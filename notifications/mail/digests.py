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
        words = self.noun[len(self.messages) > 1]
        return words[:1].upper() + words[1:]

    @property
    def count(self):
        return f"{len(self.messages)} {self.noun[len(self.messages) > 1]}"


def groups_of(told):
    """`told` is a list of (kind, message). A reminder replaces the notice it reminds of."""
    found = {}
    for number, (kind, message) in enumerate(told):
        needs_action, things = found.setdefault(kind.noun, (kind.needs_action, {}))
        thing = message.url if kind.needs_action else number
        things.pop(thing, None)
        things[thing] = message
    groups = [
        Group(noun, needs_action, list(things.values()))
        for noun, (needs_action, things) in found.items()
    ]
    return sorted(groups, key=lambda group: not group.needs_action)


def sentence_of(groups):
    """ "2 reviews to read, 1 swap to answer and 3 more": the subject of the day's mail."""
    named = ", ".join(group.count for group in groups[:NAMED])
    more = sum(len(group.messages) for group in groups[NAMED:])
    return f"{named} and {more} more" if more else named
