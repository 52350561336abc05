"""Text from outside: made safe to store, with a note of what was changed."""

import re
from urllib.parse import urlsplit

from cases.importing.rows import BadRow
from cases.importing.vocabulary import is_empty, is_empty_text, is_nobody

ID_LIMIT = 255
NAME_LIMIT = 200
EMAIL_LIMIT = 254
SUBJECT_LIMIT = 300
TAG_LIMIT = 80
TAGS_LIMIT = 100
URL_LIMIT = 500
BODY_LIMIT = 1_000_000
NO_SUBJECT = "No subject"

# Postgres stores neither NUL nor half of a surrogate pair. The other control characters only damage
# pages and mails.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
NAME_AND_ADDRESS = re.compile(r"([^<>]*)<([^@\s<>]+@[^@\s<>]+)>")
API_TICKET = re.compile(r"^(https?://[^/]+)/api/v2/tickets/(\w+)\.json$")


class Cleaner:
    """Cleans the fields of one row and remembers, in words, what it had to change.

    A value that cannot be used costs its field, never the row.
    """

    def __init__(self):
        self.changes = []

    def text(self, value, name, limit=BODY_LIMIT):
        """`value` as storable text of at most `limit` characters."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool | list | dict):
            self.leave_empty(f"{name} is not text")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        clean = UNSTORABLE.sub("", text)
        if clean != text:
            self.changes.append(f"control characters removed from {name}")
        if len(clean) > limit:
            self.changes.append(f"{name} shortened from {len(clean):,} to {limit:,} characters")
        return clean[:limit].strip()

    def line(self, value, name, limit=NAME_LIMIT):
        """The same on one line."""
        line = " ".join(self.text(value, name).split())
        if len(line) > limit:
            self.changes.append(f"{name} shortened to {limit} characters")
        return line[:limit]

    def name(self, value, name, limit=NAME_LIMIT):
        """The same without words that mean nobody."""
        line = self.line(value, name, limit)
        return "" if is_nobody(line) else line

    def key(self, value, name):
        """An id of the helpdesk as text, "" for none or for one that is too long."""
        key = self.name(value, name, BODY_LIMIT)
        if len(key) > ID_LIMIT:
            self.leave_empty(f"{name} is longer than {ID_LIMIT} characters")
            return ""
        return key

    def needed_key(self, value, name, missing="the id is missing"):
        """The id of the row itself; BadRow if there is none that can be used."""
        key = self.line(value, name, BODY_LIMIT)
        if is_empty(key):
            raise BadRow(missing)
        if len(key) > ID_LIMIT:
            raise BadRow(f"{name} is longer than {ID_LIMIT} characters")
        return key

    def leave_empty(self, reason):
        self.changes.append(f"{reason}; it was left empty")

    def subject(self, subject, *others):
        """The subject, else the first line of one of `others`: a list needs words to click on."""
        for text in (subject, *others):
            if isinstance(text, str) and is_empty_text(text):
                continue
            start = text.lstrip()[: SUBJECT_LIMIT * 10] if isinstance(text, str) else text
            head = self.text(start, "subject").partition("\n")[0]
            line = " ".join(head.split())
            if len(line) > SUBJECT_LIMIT:
                line = line[: SUBJECT_LIMIT - 1].rstrip() + "…"
            if line:
                return line
        return NO_SUBJECT

    def email(self, value, name):
        """A lower-case address, or "" for what cannot be one."""
        email = self.name(value, name, BODY_LIMIT).lower()
        if email and (len(email) > EMAIL_LIMIT or not ADDRESS.fullmatch(email)):
            self.leave_empty(f"{name} is not an e-mail address")
            return ""
        return email

    def url(self, value):
        """Only web addresses; Zendesk's address for programs becomes the one for people."""
        url = self.name(value, "url", BODY_LIMIT)
        if not url:
            return ""
        ticket = API_TICKET.match(url)
        url = f"{ticket[1]}/agent/tickets/{ticket[2]}" if ticket else url
        if len(url) > URL_LIMIT or not is_web(url):
            self.changes.append("url left out: it is not a web address")
            return ""
        return url

    def tags(self, value):
        """Sorted, without doubles. Text is split at commas, semicolons and bars, else at spaces."""
        if isinstance(value, list):
            words = [self.line(tag, "tags", TAG_LIMIT) for tag in value]
        else:
            text = self.line(value, "tags", BODY_LIMIT)
            separator = r"[,;|]" if re.search(r"[,;|]", text) else r"\s"
            words = [word.strip()[:TAG_LIMIT] for word in re.split(separator, text)]
        tags = sorted({word.lower() for word in words if word})
        if len(tags) > TAGS_LIMIT:
            self.changes.append(f"only {TAGS_LIMIT} of {len(tags):,} tags are kept")
        return tuple(tags[:TAGS_LIMIT])


def shown(text, limit=40):
    """A name from outside, short and storable, for a sentence about it."""
    return " ".join(UNSTORABLE.sub("", text[: limit * 10]).split())[:limit].rstrip()


def split_address(text):
    """(name, address) of "Kim Lee", "kim@a.example" or "Kim Lee <kim@a.example>"."""
    both = NAME_AND_ADDRESS.fullmatch(text)
    if both:
        return both[1].strip('" '), both[2]
    return ("", text) if ADDRESS.fullmatch(text) else (text, "")


def is_web(url):
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
