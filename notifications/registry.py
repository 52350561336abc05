"""Every kind of notice, registered by name through each app's `notices.py`."""

from dataclasses import dataclass

KINDS = {}


@dataclass
class Message:
    """What a person reads: `title` and `body` are plain text; `url` is a path inside the product.

    `button` says what is behind `url`, where a channel shows a button. `to` is an address other than the own one.
    """

    title: str
    body: str
    url: str
    icon: str = "bell"
    button: str = "Open in Case Review"
    to: str = ""


@dataclass(frozen=True)
class Section:
    """A list of a channel's notice. Where it is too long its end is counted, and `more` says where all of it is."""

    heading: str
    lines: tuple[str, ...]
    more: str = "see the page"


@dataclass
class Announcement(Message):
    """What a Slack channel reads: more than a person, who has a page of their own.

    `facts` are (name, value) to be copied, `links` further (words, path), `aside` what a short word is about. `follows`
    is the key of the notice in whose thread it belongs, where there is one.
    """

    sections: tuple[Section, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    aside: str = ""
    follows: str = ""


class NoticeKind:
    """One kind of notice. A subclass names its `model`, and says for a subject who gets it and what it reads.

    An `essential` kind goes out whatever the recipient's switches say, and to people who cannot sign in yet.
    `noun` is the word for one and for several of it, `needs_action` whether it waits for an answer, and `reason` why
    somebody gets it, as the end of a sentence.
    """

    kind = ""
    channels = ("inbox", "mail", "slack")
    model = None
    essential = False
    noun = ("notice", "notices")
    needs_action = False
    reason = "it is about your work"

    def __init__(self, subject):
        self.subject = subject

    def recipients(self):
        raise NotImplementedError

    def targets(self):
        """Slack channels that are told as well, or instead; `message` gets None for them."""
        return []

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{recipient.pk}"

    def target_key(self, target):
        return f"{self.kind}:{self.subject.pk}:{target}"

    def still_due(self, recipient):
        """Asked at delivery: False drops the notice, because what it was about is over."""
        return True

    def message(self, recipient):
        raise NotImplementedError

    @classmethod
    def subjects(cls, ids):
        """The subjects of several notices in one query; override to fetch what `message` reads."""
        return cls.model._base_manager.in_bulk(ids)


class RepeatableNotice(NoticeKind):
    """Told each time anew, however often it is about the same subject: the moment `at` is part of its key."""

    def __init__(self, subject, at=None):
        super().__init__(subject)
        self.at = at

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.at.isoformat()}"

    def target_key(self, target):
        return f"{super().target_key(target)}:{self.at.isoformat()}"


def register(cls):
    if cls.kind in KINDS:
        raise ValueError(f"two notices are called {cls.kind}")
    KINDS[cls.kind] = cls
    return cls
