"""@mentions in a comment: pure text, no database."""

import re
import unicodedata

MENTION = re.compile(r"(?<![\w@])@([\w’'-]+)", re.UNICODE)
NOT_IN_A_WORD = re.compile(r"[^\w'-]")


def find_mentioned(text, names):
    """Which of `names` ({key: full name}) the `text` mentions by "@First" or "@FirstLast".

    Case does not matter, and "@Bo's" is @Bo. A first name that two people share mentions nobody,
    because readers could not tell who is meant. Returns a set of keys; other words are plain text.
    """
    words = {_normalise(word) for word in MENTION.findall(unicodedata.normalize("NFC", text))}
    words |= {word.removesuffix("'s") for word in words}
    mentioned = set()
    for word, keys in _keys_by_word(names).items():
        if word in words and len(keys) == 1:
            mentioned |= keys
    return mentioned


def list_handles(names):
    """The shortest unambiguous mention of each of `names` ({key: full name}), as {key: "@First"}.

    It is "@FirstLast" for a shared first name. People with the same full name have none.
    """
    keys_by_word = _keys_by_word(names)
    handles = {}
    for key, name in names.items():
        for spelling in _spellings(name):
            if keys_by_word[_normalise(spelling)] == {key}:
                handles.setdefault(key, f"@{spelling}")
    return handles


def _keys_by_word(names):
    keys_by_word = {}
    for key, name in names.items():
        for spelling in _spellings(name):
            keys_by_word.setdefault(_normalise(spelling), set()).add(key)
    return keys_by_word


def _spellings(name):
    """The first name, then the whole one, without characters that cannot be in a mention."""
    words = [
        NOT_IN_A_WORD.sub("", word.replace("’", "'"))
        for word in unicodedata.normalize("NFC", name).split()
    ]
    first = "".join(words[:1])
    whole = "".join(words)
    return [spelling for spelling in dict.fromkeys((first, whole)) if _normalise(spelling)]


def _normalise(word):
    return word.replace("’", "'").casefold().lstrip("@").rstrip("'-")
