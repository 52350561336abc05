from django.db import transaction
from django.db.models import ProtectedError

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import NotAllowed, Refused, StaleState
from rubrics.errors import StaleWording
from rubrics.models import Criterion, Rubric, RubricVersion
from rubrics.queries import current_version, draft_of, wordings
from rubrics.rules import can_manage_rubrics
from rubrics.wording import PARTS, problems

TAKEN = "There is a rubric of that name already."


@transaction.atomic
def create_rubric(*, name, by, now, copy_of=None):
    """Make a rubric with a draft: an empty one, or a copy of what reviews begin with in the rubric `copy_of`.

    No pool can choose it before its draft is published. Raises `Refused` where the name is taken, whatever its case.
    """
    _require(by)
    with refuse_if_taken(TAKEN):
        rubric = Rubric.objects.create(name=name)
    record("rubric made", rubric, by=by, now=now, copy_of=copy_of.pk if copy_of else None)
    _write(_begin(rubric, by=by, now=now), wordings(current_version(copy_of)) if copy_of else ())
    return rubric


@transaction.atomic
def rename_rubric(rubric, *, name, by, now):
    """Give `rubric` another name, in every review that is filled with it too. Raises `Refused` where it is taken."""
    rubric = _hold(rubric, by)
    with refuse_if_taken(TAKEN):
        Rubric.objects.filter(pk=rubric.pk).update(name=name)
    record("rubric renamed", rubric, by=by, now=now)


@transaction.atomic
def save_version(rubric, *, rows, revision, by, now):
    """Keep `rows` (`Wording`s in order) as the draft of `rubric`, beginning one where there is none; returns it.

    `revision` is the rubric's of the moment at which they were read. A draft may be unfinished: publishing is what
    asks for titles. Raises `StaleWording` with both texts when it was saved, published or discarded from elsewhere
    since, and `Refused` for an archived rubric.
    """
    rubric = _hold(rubric, by)
    _refuse_archived(rubric)
    draft = draft_of(rubric)
    if revision != rubric.revision:
        raise _stale(rubric, draft, rows, by)
    if draft:
        RubricVersion.objects.filter(pk=draft.pk).update(saved_at=now, saved_by=by)
        record("draft saved", rubric, by=by, now=now, number=draft.number, criteria=len(rows))
    else:
        draft = _begin(rubric, by=by, now=now)
    _write(draft, rows)
    _count(rubric)
    return draft


@transaction.atomic
def publish_version(rubric, *, revision, by, now):
    """Let reviews that begin from `now` on be filled with the draft; those begun earlier keep their version.

    From here on it can never change. `revision` is the rubric's of the moment at which the draft was confirmed: if it
    moved on, `StaleState`. Raises `Refused` while the wording has `problems` or is no new one. Returns the number.
    """
    rubric = _hold(rubric, by)
    _refuse_archived(rubric)
    draft = _confirmed(rubric, revision, by)
    rows = wordings(draft)
    if wrong := problems(rows):
        raise Refused(" ".join(wrong))
    if rows == wordings(current_version(rubric)):
        raise Refused(
            "This draft says the same as the version before it. Change something, or discard it."
        )
    RubricVersion.objects.filter(pk=draft.pk).update(published_at=now)
    _count(rubric)
    record("version published", rubric, by=by, now=now, number=draft.number, criteria=len(rows))
    return draft.number


@transaction.atomic
def discard_draft(rubric, *, revision, by, now):
    """Throw the draft away, and a rubric that was never published with it. Returns whether the rubric is still there.

    Raises `StaleState` when the draft is not any more what was looked at (`revision`).
    """
    rubric = _hold(rubric, by)
    draft = _confirmed(rubric, revision, by)
    record("draft discarded", rubric, by=by, now=now, number=draft.number)
    draft.delete()
    _count(rubric)
    if current_version(rubric):
        return True
    record("rubric discarded", rubric, by=by, now=now)
    _delete(rubric)
    return False


@transaction.atomic
def archive_rubric(rubric, *, by, now):
    """Take `rubric` out of what pools can choose. Pools that use it keep it, and so does every review.

    Raises `StaleState` if it is archived already, `Refused` while somebody writes a draft of it.
    """
    rubric = _hold(rubric, by)
    if rubric.archived_at:
        raise StaleState("This rubric is archived already.", rubric)
    if draft_of(rubric):
        raise Refused("This rubric has a draft. Publish or discard it first.")
    Rubric.objects.filter(pk=rubric.pk).update(archived_at=now)
    record("rubric archived", rubric, by=by, now=now)


@transaction.atomic
def restore_rubric(rubric, *, by, now):
    """Let pools choose an archived rubric again. Raises `StaleState` if it is not archived."""
    rubric = _hold(rubric, by)
    if not rubric.archived_at:
        raise StaleState("This rubric is not archived any more.", rubric)
    Rubric.objects.filter(pk=rubric.pk).update(archived_at=None)
    record("rubric restored", rubric, by=by, now=now)


def _require(by):
    if not can_manage_rubrics(by):
        raise NotAllowed("Only coordinators change rubrics.")


def _hold(rubric, by):
    """The rubric as it is now, its row held until the transaction ends: whatever changes one rubric queues up here."""
    _require(by)
    held = Rubric.objects.select_for_update(no_key=True).filter(pk=rubric.pk).first()
    if held is None:
        raise StaleState("This rubric was discarded meanwhile.")
    return held


def _refuse_archived(rubric):
    if rubric.archived_at:
        raise Refused("This rubric is archived. Restore it before you change its wording.")


def _count(rubric):
    rubric.revision += 1
    Rubric.objects.filter(pk=rubric.pk).update(revision=rubric.revision)


def _confirmed(rubric, revision, by):
    """The draft, if it is still the one that somebody looked at before they pressed the button."""
    draft = draft_of(rubric)
    if draft is None:
        raise StaleState("This draft was published or discarded meanwhile.", rubric)
    if rubric.revision != revision:
        raise StaleState(
            f"{_saver(draft, by)} after this page was opened. Look at it again.", rubric
        )
    return draft


def _stale(rubric, draft, rows, by):
    if draft:
        words, saved = f"{_saver(draft, by)} after it was opened here.", draft
    else:
        words, saved = (
            "This draft was published or discarded after it was opened here.",
            current_version(rubric),
        )
    return StaleWording(words, rubric, typed=rows, saved=wordings(saved))


def _saver(draft, by):
    return (
        "You saved this draft in another tab"
        if draft.saved_by == by
        else f"{draft.saved_by} saved this draft"
    )


def _begin(rubric, *, by, now):
    current = current_version(rubric)
    draft = rubric.versions.create(
        number=current.number + 1 if current else 1, saved_at=now, saved_by=by
    )
    record("draft begun", rubric, by=by, now=now, number=draft.number)
    return draft


def _write(draft, rows):
    """Each row over what stood at its position; what is left of a longer draft goes."""
    Criterion.objects.bulk_create(
        (
            Criterion(
                version=draft, position=position, **{part: getattr(row, part) for part in PARTS}
            )
            for position, row in enumerate(rows, start=1)
        ),
        update_conflicts=True,
        unique_fields=["version", "position"],
        update_fields=PARTS,
    )
    draft.criteria.filter(position__gt=len(rows)).delete()


def _delete(rubric):
    try:
        rubric.delete()
    except ProtectedError as used:
        raise Refused(
            "A pool uses this rubric, so its only draft cannot be discarded. Publish it instead."
        ) from used
