"""Filters of the inbox."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from core.filters import ListFilters
from core.ids import read_id
from notifications.topics import topics

UNREAD = "unread"


@dataclass(frozen=True)
class InboxFilters(ListFilters):
    """`show` is "unread" or empty, `about` a topic, and `before` the id of a notice: the page holds
    older ones.
    """

    PLACES: ClassVar = ("before",)

    show: str = ""
    about: str = ""
    before: str = ""

    @classmethod
    def clean_show(cls, text):
        return text if text == UNREAD else ""

    @classmethod
    def clean_about(cls, text):
        return text if text in topics() else ""

    @classmethod
    def clean_before(cls, text):
        return text if read_id(text) else ""

    @property
    def unread(self):
        return self.show == UNREAD

    def url(self, **changes):
        return reverse("inbox") + self.link(**changes).removesuffix("?")
