"""Storages of static files that remember the address of each file.

An address never changes while a process runs, and pages ask for a dozen of them.
"""

from functools import cache, cached_property

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class RemembersAddresses:
    @cached_property
    def _find_address(self):
        return cache(super().url)

    def url(self, name):
        return self._find_address(name)


class CompressedFilesStorage(RemembersAddresses, CompressedManifestStaticFilesStorage):
    """Named after their contents, so browsers keep them for good."""


class PlainFilesStorage(RemembersAddresses, StaticFilesStorage):
    """Under their own names, for tests."""
