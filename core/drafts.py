"""Drafts that are saved as you type: a stale tab never overwrites a newer save.

A save names the version it began from. It succeeds if that is still the saved one, or if the same
page saved last: a click on Send may overtake the response to an autosave, which carries the new
version. Otherwise `StaleDraft` shows both texts and lets the writer choose. A page numbers its
saves: one that arrives after a later one of the same page is superseded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q

from core.errors import StaleState


class Draft(models.Model):
    """The columns of a model whose rows are saved as you type."""

    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves of the draft, for optimistic locking."
    )
    saved_from = models.CharField(
        max_length=32, blank=True, help_text="The open page that autosaved last."
    )
    saved_number = models.PositiveIntegerField(
        default=0, db_default=0, help_text="The number that this page gave to its last save."
    )
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of a page when it sent its form.

    `version` is the one it began from, `page` its random name (empty without JavaScript), and
    `stays_open` says that it autosaves and may save again. `number` counts the saves of the page
    (0 if it does not).
    """

    version: int
    page: str = ""
    stays_open: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the page with both texts; `typed` and `saved` are what its template shows."""

    title: Any
    typed: Any
    saved: Any


class StaleDraft(StaleState):
    """A save came from an older copy of the draft. Nothing was overwritten.

    The page shows what differs: `noun` is what it calls the draft, `cell` the template of one text
    (as `text`). `version_field` is the hidden field with the version, `form_id` the form that
    autosaves. `edit_url` is where to go on; it takes the posted form again unless there is a
    `save_url`.
    """

    template = "stale_draft.html"
    noun = "draft"
    row_title = "Part"
    version_field = "version"
    form_id = "draft"
    cell = "parts/stale_text.html"

    def __init__(self, sentence, subject, *, differences, version, edit_url, save_url=""):
        super().__init__(sentence, subject)
        self.differences = differences
        self.version = version
        self.edit_url = edit_url
        self.save_url = save_url or edit_url

    def typed_again(self, posted):
        """The posted (name, value) pairs, to save over the stored version."""
        replaced = {self.version_field, "page", "save_number", "do", "csrfmiddlewaretoken"}
        names = [name for name in posted if name not in replaced]
        return [(name, value) for name in names for value in posted.getlist(name)]


def save_draft(draft, seen, *, among, now, **changes):
    """Write `changes` to `draft`; returns whether it did. One UPDATE decides between two tabs.

    `among` are the rows that may be saved at all (still a draft, of this writer). The draft carries
    the new values afterwards. False: it is stale, or no longer among them.
    """
    is_unchanged = Q(version=seen.version)
    if seen.page:
        is_unchanged |= Q(saved_from=seen.page)
    saved = among.filter(is_unchanged & ~_is_superseded(seen), pk=draft.pk).update(
        version=F("version") + 1,
        saved_at=now,
        saved_from=seen.page if seen.stays_open else "",
        saved_number=seen.number if seen.stays_open else 0,
        **changes,
    )
    if not saved:
        return False
    draft.version += 1
    draft.saved_at = now
    for name, value in changes.items():
        setattr(draft, name, value)
    return True


def is_superseded(draft, seen):
    """Whether the page has saved something later than this save, which then has nothing to add."""
    return type(draft)._base_manager.filter(_is_superseded(seen), pk=draft.pk).exists()


def _is_superseded(seen):
    if not (seen.page and seen.number):
        return Q(pk=None)
    return Q(saved_from=seen.page, saved_number__gte=seen.number)


def find_differences(rows: Iterable[tuple[Any, Any, Any]]) -> list[Difference]:
    """The (title, typed, saved) rows whose two texts differ, in order."""
    return [Difference(title, typed, saved) for title, typed, saved in rows if typed != saved]
