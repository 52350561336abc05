"""Leases: a row belongs to one worker until a deadline, which the worker renews.

A lease is a random token. A worker that was slow until its lease ran out, so that another one has
claimed the row, finds that the token is no longer its own. Models have the fields `lease` (a UUID
or null) and `lease_until`.
"""

from uuid import uuid4

from django.db.models import Q


def is_free(now):
    """The condition for rows that no worker has at `now`."""
    return Q(lease_until__isnull=True) | Q(lease_until__lte=now)


def take(rows, *, until):
    """Give locked `rows` one new lease until that time. The caller saves them."""
    token = uuid4()
    for row in rows:
        row.lease = token
        row.lease_until = until


def owned(row):
    """The row, as a queryset, if the lease with which it was claimed is still its own."""
    return type(row)._default_manager.filter(pk=row.pk, lease=row.lease)
