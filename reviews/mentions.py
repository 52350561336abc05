"""@mentions in a comment: pure text, no database."""

import re

WORD = re.compile(r"(?<![\w@])@([\w’'-]+)", re.UNICODE)


def mentioned(text, names):
    """Which of `names` ({key: full name}) the `text` mentions by "@First" or "@FirstLast", in any case.

    A first name that two of them share mentions nobody by itself: the reader could not tell who was meant. Returns a
    set of keys; words that are no name of theirs are ordinary text.
    """
    called = {word.casefold().rstrip("’'-") for word in WORD.findall(text)}
    by_word = {}
    for key, name in names.items():
        words = name.split()
        for handle in {"".join(words).casefold(), words[0].casefold() if words else ""}:
            by_word.setdefault(handle, set()).add(key)
    found = [keys for handle, keys in by_word.items() if handle in called and len(keys) == 1]
    return set().union(*found)
