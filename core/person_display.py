"""Short forms of a person: initials, first name, colour."""

import re
import unicodedata
from collections import Counter
from zlib import crc32

TONES = 6


def initials(name):
    """One or two letters: of the first and the last word. "?" for an empty name."""
    letters = [letter for letter in map(_first_letter, str(name).split()) if letter]
    if not letters:
        return str(name).strip()[:1] or "?"
    if len(letters) == 1:
        return letters[0]
    return letters[0] + letters[-1]


def first_name(name):
    """The first word of a name, or the whole name if that is an initial: how to address people."""
    words = str(name).split() or [""]
    first = words[0]
    is_initial = len(first.rstrip(".")) == 1 and first.lower() != first.upper()
    return " ".join(words) if is_initial else first


def label_people(people):
    """Names by id, with the start of the address where two people seem to have the same."""
    people = list(people)
    looks = Counter(_look(person.name) for person in people)
    labels = {}
    for person in people:
        labels[person.pk] = person.name
        if looks[_look(person.name)] > 1:
            labels[person.pk] = f"{person.name} ({person.email.partition('@')[0]})"
    return labels


def _look(name):
    return unicodedata.normalize("NFKC", name).casefold()


def name_from_address(email):
    """A likely name from an e-mail address, to be corrected by people: "zoe.hart@x.y" is Zoe Hart.

    Tags after a plus sign and parts that are only digits do not belong to a name. Returns "" if
    nothing is left.
    """
    local_part = str(email).partition("@")[0].partition("+")[0]
    words = re.split(r"[._\-\s]+", local_part)
    return " ".join(word[:1].upper() + word[1:] for word in words if word.strip("0123456789"))


def tone(key):
    """A colour from 1 to 6, always the same for the same id or name."""
    number = key if isinstance(key, int) else crc32(str(key).encode(errors="replace"))
    return number % TONES + 1


def _first_letter(word):
    return next((char.upper()[:1] for char in word if char.isalnum()), "")
