"""Filters of lists. They are part of the address, so a list can be sent to a colleague."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from core.text import one_line

LONGEST = 100


@dataclass(frozen=True)
class ListFilters:
    """The base of a list's filters: a frozen dataclass of strings, empty where nothing is set.

    `CHOOSES` names the fields that choose the list instead of filtering it, `PLACES` those that
    choose the page. A class method `clean_<field>(text)` returns the valid part of a value from the
    address; without one, any text is valid.
    """

    CHOOSES: ClassVar[tuple[str, ...]] = ()
    PLACES: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def read(cls, params, **defaults) -> Self:
        """From an address or a form. Invalid values are left out: an old link still opens a list.

        `defaults` stand for fields that are not set.
        """
        values = {}
        for name in _names(cls):
            text = one_line(params.get(name, ""))[:LONGEST]
            clean = getattr(cls, f"clean_{name}", str)
            values[name] = (clean(text) if text else "") or defaults.get(name, "")
        return cls(**values)

    def values(self) -> dict[str, str]:
        """What is set, by name: for an address, and for the hidden fields of a form."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def narrows(self) -> bool:
        return bool(self.values().keys() - {*self.CHOOSES, *self.PLACES})

    def link(self, **changes) -> str:
        """The address of the list with `changes`, on its first page unless they name a place."""
        values = replace(self, **dict.fromkeys(self.PLACES, "") | changes).values()
        return f"?{urlencode(values)}" if values else "?"

    def cleared(self) -> str:
        """The address of the same list without filters."""
        return type(self)(**{name: getattr(self, name) for name in self.CHOOSES}).link()

    def chips(self, labels: dict[str, str]) -> list[tuple[str, str]]:
        """(address without it, label) of each filter that is set, in the order of `labels`."""
        return [
            (self.link(**{name: ""}), label)
            for name, label in labels.items()
            if getattr(self, name)
        ]


@dataclass(frozen=True)
class Select:
    """One select of a filter bar: `options` are (value, label)."""

    name: str
    label: str
    options: list[tuple[Any, str]]
    value: str = ""

    def rows(self):
        """(value, label, whether it is chosen) of each option."""
        return [(value, label, str(value) == self.value) for value, label in self.options]


@dataclass(frozen=True)
class FilterBar:
    """What `parts/filters.html` draws above a list: tabs, a search field and selects.

    `target` is the id of the element with bar and list; the list itself has the id "results".
    `tabs` are (address, label, whether it is on), `current` how the one that is on says so, and
    `hidden` the fields that choose the list. `has_fields` is false where there is nothing to
    search yet.
    """

    url: str
    target: str
    tabs: list[tuple[str, str, bool]]
    tabs_label: str
    search_label: str
    placeholder: str
    q: str = ""
    current: str = "page"
    hidden: dict[str, str] = field(default_factory=dict)
    selects: list[Select] = field(default_factory=list)
    has_fields: bool = True

    @property
    def chosen(self) -> int:
        """How many selects are set, for the button that unfolds them."""
        return sum(bool(select.value) for select in self.selects)


@dataclass(frozen=True)
class NoMatches:
    """What `parts/no_matches.html` says if no row matches the filters.

    `scope` is where it looked, as in "your own cases", and `elsewhere` the words of the link to
    another list; both may be empty.
    """

    title: str
    scope: str = ""
    elsewhere: str = ""
    elsewhere_url: str = ""


def _names(cls):
    return [field.name for field in fields(cls)]
