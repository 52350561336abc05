"""What stands for a person where there is little room: initials, first name, tone."""

from zlib import crc32

TONES = 6


def initials(name):
    """One or two letters for any name: first and last word, first letter or digit of each ("?" for an empty name)."""
    words = [first for first in (_first_letter(word) for word in str(name).split()) if first]
    if not words:
        return str(name).strip()[:1] or "?"
    return words[0] + words[-1] if len(words) > 1 else words[0]


def first_name(name):
    """The first word of a name, which is how the product addresses people after naming them once."""
    return (str(name).split() or [""])[0]


def tone(key):
    """1 to 6, the same for the same person everywhere: a number counts round, a name is hashed."""
    number = key if isinstance(key, int) else crc32(str(key).encode(errors="replace"))
    return number % TONES + 1


def _first_letter(word):
    return next((letter.upper()[:1] for letter in word if letter.isalnum()), "")
