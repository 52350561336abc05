"""Delete files after their expiry date."""

from django.contrib.auth import get_user_model

from core.sweeps import run_sweep
from files.actions import delete_files
from files.models import StoredFile

MOST = 1000


def purge_expired(*, now):
    """Delete expired files one by one; returns how many this sweep deleted."""
    system = get_user_model().objects.system()

    def expired():
        return StoredFile.objects.expired(now).order_by("pk")[:MOST]

    def delete(file):
        return delete_files([file], by=system, now=now)

    return run_sweep("files.purge_expired", expired, delete)
