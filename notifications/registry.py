"""Every kind of notice, registered by name in each app's `notices` module."""

from dataclasses import dataclass

KINDS = {}


@dataclass
class Message:
    """What a person reads: `title` and `body` are plain text, `url` is a path inside the product.

    `button` is the label for `url` in channels with buttons. `to` replaces the recipient's address.
    """

    title: str
    body: str
    url: str
    icon: str = "bell"
    button: str = "Open in Case Review"
    to: str = ""


@dataclass(frozen=True)
class Section:
    """A list in a channel's notice. If it is too long, the rest is counted; `more` says where."""

    heading: str
    lines: tuple[str, ...]
    more: str = "see the page"


@dataclass
class Announcement(Message):
    """What is posted to a Slack channel: more than a person gets, who has their own page.

    `facts` are (name, value) pairs to copy, `links` further (label, path) pairs, `aside` a small
    line at the end. `follows` is the key of the notice whose thread it belongs to.
    """

    sections: tuple[Section, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    aside: str = ""
    follows: str = ""


class NoticeKind:
    """One kind of notice about rows of its `model`. A subclass says who gets it and what it says.

    `essential`: sent whatever the preferences say, and to people who cannot sign in yet.
    `noun`: singular and plural, for the daily mail.
    `needs_action`: the recipient has to do something.
    `is_reminder`: a sweep queues it again and again until it is settled, and its key lets the first
    one through; so the outbox keeps the row that long.
    `reason`: why the recipient gets it, as the end of "You get this because ...".
    `folds`: a person gets one an hour about a subject, for what can be done and undone in a loop.
    """

    kind = ""
    channels = ("inbox", "mail", "slack")
    model = None
    essential = False
    noun = ("notice", "notices")
    needs_action = False
    is_reminder = False
    reason = "it is about your work"
    folds = False

    def __init__(self, subject):
        self.subject = subject

    def recipients(self):
        raise NotImplementedError

    def targets(self):
        """Slack channels that get it as well, or instead; `message` gets None for them."""
        return []

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{recipient.pk}"

    def target_key(self, target):
        return f"{self.kind}:{self.subject.pk}:{target}"

    def folded_subjects(self):
        """The ids of subjects whose notices fold with this one, where a loop makes new subjects."""
        return [self.subject.pk]

    def still_due(self, recipient):
        """Checked at delivery: False drops the notice because its subject is settled."""
        return True

    def message(self, recipient):
        raise NotImplementedError

    @classmethod
    def subjects(cls, ids):
        """The subjects of several notices by id; override to fetch what `message` reads."""
        return cls.model._base_manager.in_bulk(ids)

    @classmethod
    def subjects_for(cls, ids, recipient):
        """The same for the inbox of one person; override to fetch only what their messages read."""
        return cls.subjects(ids)


class RepeatableNotice(NoticeKind):
    """May be sent several times about one subject: the time `at` is part of its key."""

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
