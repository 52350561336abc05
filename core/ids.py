"""Read ids from requests, which may contain anything."""

from collections.abc import Iterable

LARGEST_ID = 2**63 - 1


def read_number(text: str | None, largest: int) -> int | None:
    """The number that `text` spells in ASCII digits; None for other text or above `largest`."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > len(str(largest)):
        return None
    number = int(text)
    return number if number <= largest else None


def read_id(text: str | None) -> int | None:
    """The primary key written in `text`; None if no row can have it."""
    return read_number(text, LARGEST_ID)


def read_ids(texts: Iterable[str]) -> list[int]:
    """The primary keys among `texts`, in their order; everything else is left out."""
    ids = map(read_id, texts)
    return [pk for pk in ids if pk is not None]
