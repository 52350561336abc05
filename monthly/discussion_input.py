"""What a page of the talk posts: its notes and agreed answers, which the form passes to actions."""

from dataclasses import dataclass, field

from core.drafts import Seen

NOTES = "notes"
VALUE_PREFIX = "value_"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two answered a criterion of one case differently.

    `key` is unique in the month: "12-3", of the ids of selection and criterion.
    """

    selection_id: int
    criterion_id: int
    title: str

    @property
    def key(self):
        return f"{self.selection_id}-{self.criterion_id}"


@dataclass(frozen=True, slots=True)
class DiscussionInput:
    """`texts` are what the page holds now, `base` what it held when it was loaded or last saved.

    Both by the name of their field. A field that did not change on the page is not written, so
    that two people can write on the same page at once.
    """

    seen: Seen
    texts: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)

    @property
    def changed(self):
        """The names of the fields that changed on the page."""
        return [name for name, text in self.texts.items() if text != self.base.get(name, "")]


def value_name(difference):
    """The field of the agreed answer: yes, no, na, or empty to leave both."""
    return f"{VALUE_PREFIX}{difference.key}"


def note_name(difference):
    """The field of the line that says what the two agreed."""
    return f"note_{difference.key}"
