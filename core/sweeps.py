"""Run a sweep row by row, so that one failing row does not stop the others.

A sweep may run twice at once or after a long downtime. Its lock lets one run through; the states of
the rows decide what is left to do.
"""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Model

from core.database import is_unreachable
from core.errors import Refused, StaleState
from core.locks import try_advisory_lock

log = logging.getLogger(__name__)


def run_sweep(name, rows, act):
    """Call `act(row)` for each row of `rows()`; returns how many rows `act` returned something for.

    An `act` that handles a batch returns a number, which is added as it is. Only one process runs
    the sweep `name` at a time; another one returns 0 at once, without calling `rows`. See
    `each_row` for rows that fail.
    """
    with try_advisory_lock(name) as is_ours:
        if not is_ours:
            return 0
        return sum(_count(result) for result in each_row(name, rows(), act))


def each_row(name, rows, act):
    """Yield what `act(row)` returns for each row. A row that raises is logged and skipped.

    `act` is one atomic action, or only reads: a row that fails half-way leaves nothing behind. The
    log says which row of which sweep failed, and nothing of its content. A row that changed
    meanwhile (`StaleState`, `Refused`) is no failure. Raises only what stops every row: an
    unreachable database, or the task's time limit.
    """
    for row in rows:
        try:
            result = act(row)
        except (Refused, StaleState) as error:
            log.info("%s: skipped %s (%s)", name, _label(row), type(error).__name__)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            if is_unreachable(error):
                raise
            log.exception("%s: failed for %s", name, _label(row))
        else:
            yield result


def _count(result):
    return result if isinstance(result, int) else int(bool(result))


def _label(row):
    """A row in a log line: model and primary key, also of each part of a tuple or list."""
    if isinstance(row, Model):
        return f"{row._meta.label_lower} {row.pk}"
    if isinstance(row, tuple | list):
        return ", ".join(map(_label, row))
    return type(row).__name__
