"""The day's notices in groups: what asks for something first, and each thing once however often it was told."""

from dataclasses import dataclass

NAMED = 3


@dataclass(frozen=True)
class Group:
    """What is counted by one word, such as "reviews to read", newest word on each thing."""

    counted: tuple[str, str]
    asks: bool
    messages: list

    @property
    def heading(self):
        words = self.counted[len(self.messages) > 1]
        return words[:1].upper() + words[1:]

    @property
    def count(self):
        return f"{len(self.messages)} {self.counted[len(self.messages) > 1]}"


def groups_of(told):
    """`told` is a list of (kind, message). A reminder takes the place of the notice that it reminds of."""
    found = {}
    for number, (kind, message) in enumerate(told):
        asks, things = found.setdefault(kind.counted, (kind.asks, {}))
        thing = message.url if kind.asks else number
        things.pop(thing, None)
        things[thing] = message
    groups = [
        Group(counted, asks, list(things.values())) for counted, (asks, things) in found.items()
    ]
    return sorted(groups, key=lambda group: not group.asks)


def sentence_of(groups):
    """ "2 reviews to read, 1 swap to answer and 3 more": the subject of the day's mail."""
    named = ", ".join(group.count for group in groups[:NAMED])
    more = sum(len(group.messages) for group in groups[NAMED:])
    return f"{named} and {more} more" if more else named
