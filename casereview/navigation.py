"""The bar and the section row, from the entries that apps declare (`core.app_config`)."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from core.app_config import our_apps

SECTIONS = ("My week", "Reviews", "Monthly", "Documents", "Feedback", "Cases", "People")


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    """`bar` has a link for each section; `row` the pages of the current one, if it has several."""

    bar: list[Link]
    row: list[Link]
    section: str

    @property
    def current(self):
        """Aria-current: "page" for the page itself, "true" for the section that contains it."""
        return "true" if self.row else "page"


def build_navigation(user, path):
    """The entries that `user` may open; those for the address `path` are marked as current."""
    current = current_entry(path)
    section = current.section if current else ""
    bar = []
    row = []
    for name, entries in sections():
        first = next((entry for entry in entries if entry.visible(user)), None)
        if first:
            bar.append(Link(name, find_address(first.url_name), name == section))
        if name == section:
            row = build_row(entries, user, current)
    return Navigation(bar, row, section)


def build_row(entries, user, current):
    """The pages of a section that `user` may open; none if there is only one."""
    visible = [entry for entry in entries if entry.visible(user)]
    if len(visible) < 2:
        return []
    return [link_to(entry, entry == current) for entry in visible]


def link_to(entry, is_current):
    return Link(entry.label, find_address(entry.url_name), is_current)


@cache
def find_address(url_name):
    return reverse(url_name)


@cache
def sections():
    """Each section with its entries in order. An unknown section comes last."""
    entries = [entry for config in our_apps() for entry in config.navigation]
    entries.sort(key=lambda entry: entry.order)
    names = dict.fromkeys([*SECTIONS, *(entry.section for entry in entries)])
    return [(name, [entry for entry in entries if entry.section == name]) for name in names]


def current_entry(path):
    """The entry with the longest prefix of `path`; "/" stands for itself alone."""
    best = None
    longest = 0
    for _, entries in sections():
        for entry in entries:
            length = max(matching_length(path, prefix) for prefix in entry.prefixes)
            if length > longest:
                best = entry
                longest = length
    return best


def matching_length(path, prefix):
    is_match = path == "/" if prefix == "/" else path.startswith(prefix)
    return len(prefix) if is_match else 0
