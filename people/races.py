"""How two people who do the same thing at once are told apart: by the database, in words."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from core.errors import Refused


@contextmanager
def refuse_if_taken(sentence, error=Refused):
    """Around the one statement that a unique constraint may turn down; its loser reads `sentence`, not a 500."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise error(sentence) from taken


def lock(obj):
    """The row of `obj` as it is now, held until the transaction ends, so that changes to one thing queue up.

    By `__class__`, because `request.user` is a proxy whose type is not its own.
    """
    return obj.__class__._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
