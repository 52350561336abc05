"""Match the columns of a table to our names."""

import re
from dataclasses import dataclass

from cases.importing.rows import UnreadableExport
from cases.importing.text import shown
from cases.importing.vocabulary import plain

NAME_LIMIT = 100  # characters of a column's name
NAMES_IN_NOTE = 240  # characters


@dataclass(frozen=True)
class Columns:
    """The columns that a table may have.

    `names` are {our name: names that a file may use, the best one first}. `needed` are
    {our name: what it is, in words}; a table without one of these is refused.
    """

    names: dict[str, tuple[str, ...]]
    needed: dict[str, str]

    def match(self, header):
        """{our name: position} for the names of `header` that we know."""
        places = find_places(header)
        positions = {ours: first_place(places, names) for ours, names in self.names.items()}
        return {ours: place for ours, place in positions.items() if place is not None}

    def fits(self, header):
        """Whether `header` has all the columns that are needed."""
        return self.needed.keys() <= self.match(header).keys()

    def locate(self, header):
        """As `match`; raises UnreadableExport that says which needed column is missing."""
        positions = self.match(header)
        missing = [
            f"{what} (for example “{self.names[name][0]}”)"
            for name, what in self.needed.items()
            if name not in positions
        ]
        if missing:
            names = ", ".join(f"“{shown(name)}”" for name in header[:20])
            raise UnreadableExport(
                f"There is no column for {', nor for '.join(missing)}. The first row says: {names}."
            )
        return positions


def find_places(header):
    """{name as `plain` writes it: its first position}; "CaseNumber" is also "case number"."""
    places = {}
    for position, name in enumerate(header):
        if len(name) <= NAME_LIMIT:
            apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
            places.setdefault(plain(name), position)
            places.setdefault(plain(apart), position)
    return places


def first_place(places, names):
    return next((places[name] for name in names if name in places), None)


def join_names(names, limit):
    """`names` as texts of at most about `limit` characters, separated by commas."""
    texts = []
    for name in names:
        if texts and len(texts[-1]) + len(name) < limit:
            texts[-1] += f", {name}"
        else:
            texts.append(name)
    return texts
