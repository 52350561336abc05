"""Files that were kept for a time go when it is over."""

from django.contrib.auth import get_user_model

from files.actions import delete_files
from files.models import StoredFile

BATCH = 100


def purge_expired(*, now):
    """Delete the files whose time is over; returns how many this sweep deleted."""
    system = get_user_model().objects.system()
    purged = 0
    while files := list(StoredFile.objects.expired(now).order_by("pk")[:BATCH]):
        deleted = delete_files(files, by=system, now=now)
        if not deleted:  # another sweep has them
            break
        purged += deleted
    return purged
