"""Lock rows, and turn a lost race into an error message."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from core.errors import Refused


@contextmanager
def refuse_if_taken(sentence, error=Refused):
    """Wrap the one statement that a unique constraint may reject.

    Raises `error(sentence)` in that case, so that the loser of a race gets a message, not a 500.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise error(sentence) from taken


def lock(obj):
    """The current row of `obj`, locked until the transaction ends, so that changes to it queue up.

    Raises `DoesNotExist` if the row is gone. By `__class__`, because `request.user` is a proxy
    whose `type` is another one.
    """
    return obj.__class__._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
