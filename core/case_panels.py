"""What an app's `queries.on_case(case, user)` returns for the page of a case."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """A link in the head of the page."""

    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class Panel:
    """The template reads `panel.rows`; without rows the panel shows only if `is_shown_empty`.

    `actions` are buttons in the head of the page, whether or not the panel shows.
    `template` is `<app>/_case_panel.html` unless it says otherwise.
    """

    rows: list | tuple = ()
    actions: tuple[Button, ...] = ()
    template: str = ""
    is_shown_empty: bool = False
