"""Names and the like, which stand in one line of a page and in the subject of a mail."""

import unicodedata


def one_line(text):
    """`text` without control characters and with single blanks; joiners and direction marks stay, names need them."""
    plain = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text
    )
    return " ".join(plain.split())
