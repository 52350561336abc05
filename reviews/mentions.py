"""@mentions in a comment: pure text, no database."""

import re
import unicodedata

WORD = re.compile(r"(?<![\w@])@([\w’'-]+)", re.UNICODE)
NOT_OF_A_WORD = re.compile(r"[^\w'-]")


def mentioned(text, names):
    """Which of `names` ({key: full name}) the `text` mentions by "@First" or "@FirstLast", in any case.

    A first name that two of them share mentions nobody by itself: the reader could not tell who was meant. Returns a
    set of keys; words that are no name of theirs are ordinary text, and "@Bo's" is @Bo.
    """
    called = {_plain(word) for word in WORD.findall(unicodedata.normalize("NFC", text))}
    called |= {word.removesuffix("'s") for word in called}
    found = [keys for word, keys in _by_word(names).items() if word in called and len(keys) == 1]
    return set().union(*found)


def handles(names):
    """What mentions each of `names` ({key: full name}) alone, as {key: "@First"}, or "@FirstLast" where it must be.

    Who cannot be told from somebody else has none.
    """
    by_word = _by_word(names)
    ways = {key: [f"@{word}" for word in _ways(name)] for key, name in names.items()}
    alone = {
        key: [way for way in some if by_word[_plain(way)] == {key}] for key, some in ways.items()
    }
    return {key: some[0] for key, some in alone.items() if some}


def _by_word(names):
    by_word = {}
    for key, name in names.items():
        for way in _ways(name):
            by_word.setdefault(_plain(way), set()).add(key)
    return by_word


def _ways(name):
    """The first name, then the whole one, without what cannot stand in a mention."""
    words = [
        NOT_OF_A_WORD.sub("", word.replace("’", "'"))
        for word in unicodedata.normalize("NFC", name).split()
    ]
    return [way for way in dict.fromkeys(("".join(words[:1]), "".join(words))) if _plain(way)]


def _plain(word):
    return word.replace("’", "'").casefold().lstrip("@").rstrip("'-")
