from django.db import transaction
from django.db.models import ProtectedError

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import NotAllowed, Refused, StaleState
from rubrics.criteria import FIELDS, find_problems
from rubrics.errors import StaleRubricDraft
from rubrics.models import Criterion, Rubric, RubricVersion
from rubrics.queries import current_version, get_draft, list_criterion_texts
from rubrics.rules import can_manage_rubrics

TAKEN = "There is already a rubric with that name."


@transaction.atomic
def create_rubric(*, name, by, now, copy_of=None):
    """Create a rubric with a draft: empty, or a copy of the current version of `copy_of`.

    Pools cannot choose it until its draft is published. Raises `Refused` if the name is taken;
    case is ignored.
    """
    _require(by)
    with refuse_if_taken(TAKEN):
        rubric = Rubric.objects.create(name=name)
    record("rubric made", rubric, by=by, now=now, copy_of=copy_of.pk if copy_of else None)
    draft = _create_draft(rubric, by=by, now=now)
    if copy_of:
        _write_criteria(draft, list_criterion_texts(current_version(copy_of)))
    return rubric


@transaction.atomic
def rename_rubric(rubric, *, name, by, now):
    """Rename `rubric`, also on existing reviews. Raises `Refused` if the name is taken."""
    rubric = _lock(rubric, by)
    with refuse_if_taken(TAKEN):
        Rubric.objects.filter(pk=rubric.pk).update(name=name)
    record("rubric renamed", rubric, by=by, now=now)


@transaction.atomic
def save_rubric_draft(rubric, *, rows, revision, by, now):
    """Save `rows` (`CriterionText`s in order) as the draft of `rubric` and return the draft.

    Creates the draft if there is none. `revision` is the rubric's revision when the rows were read.
    A draft may be unfinished; only publishing requires titles. Raises `StaleRubricDraft` with both
    texts if the draft was saved, published or discarded elsewhere since, and `Refused` if the
    rubric is archived.
    """
    rubric = _lock(rubric, by)
    _refuse_archived(rubric)
    draft = get_draft(rubric)
    if revision != rubric.revision:
        raise _build_stale_error(rubric, draft, rows, by)
    if draft:
        RubricVersion.objects.filter(pk=draft.pk).update(saved_at=now, saved_by=by)
        record("draft saved", rubric, by=by, now=now, number=draft.number, criteria=len(rows))
    else:
        draft = _create_draft(rubric, by=by, now=now)
    _write_criteria(draft, rows)
    _increment_revision(rubric)
    return draft


@transaction.atomic
def publish_version(rubric, *, revision, by, now):
    """Publish the draft: reviews started from now on use it, earlier ones keep their version.

    A published version can never change. `revision` is the rubric's revision when the draft was
    confirmed; raises `StaleState` if it has changed since. Raises `Refused` if the criteria have
    problems or are the same as the current version. Returns the number of the version.
    """
    rubric = _lock(rubric, by)
    _refuse_archived(rubric)
    draft = _get_confirmed_draft(rubric, revision, by)
    rows = list_criterion_texts(draft)
    problems = find_problems(rows)
    if problems:
        raise Refused(" ".join(problems))
    if rows == list_criterion_texts(current_version(rubric)):
        raise Refused(
            "This draft is the same as the current version. Change something, or discard it."
        )
    RubricVersion.objects.filter(pk=draft.pk).update(published_at=now)
    _increment_revision(rubric)
    record("version published", rubric, by=by, now=now, number=draft.number, criteria=len(rows))
    return draft.number


@transaction.atomic
def discard_draft(rubric, *, revision, by, now):
    """Delete the draft, and with it a rubric that was never published.

    Returns whether the rubric still exists. Raises `StaleState` if the draft has changed since
    `revision` was read.
    """
    rubric = _lock(rubric, by)
    draft = _get_confirmed_draft(rubric, revision, by)
    record("draft discarded", rubric, by=by, now=now, number=draft.number)
    draft.delete()
    _increment_revision(rubric)
    if current_version(rubric):
        return True
    record("rubric discarded", rubric, by=by, now=now)
    _delete(rubric)
    return False


@transaction.atomic
def archive_rubric(rubric, *, by, now):
    """Stop pools from choosing `rubric`. Pools and reviews that already use it keep it.

    Raises `StaleState` if it is already archived and `Refused` if it has a draft.
    """
    rubric = _lock(rubric, by)
    if rubric.archived_at:
        raise StaleState("This rubric is already archived.", rubric)
    if get_draft(rubric):
        raise Refused("This rubric has a draft. Publish or discard it first.")
    Rubric.objects.filter(pk=rubric.pk).update(archived_at=now)
    record("rubric archived", rubric, by=by, now=now)


@transaction.atomic
def restore_rubric(rubric, *, by, now):
    """Let pools choose an archived rubric again. Raises `StaleState` if it is not archived."""
    rubric = _lock(rubric, by)
    if not rubric.archived_at:
        raise StaleState("This rubric is no longer archived.", rubric)
    Rubric.objects.filter(pk=rubric.pk).update(archived_at=None)
    record("rubric restored", rubric, by=by, now=now)


def _require(by):
    if not can_manage_rubrics(by):
        raise NotAllowed("Only coordinators can change rubrics.")


def _lock(rubric, by):
    """The current row, locked until the transaction ends so that changes are made one by one."""
    _require(by)
    locked = Rubric.objects.select_for_update(no_key=True).filter(pk=rubric.pk).first()
    if locked is None:
        raise StaleState("This rubric has been discarded.")
    return locked


def _refuse_archived(rubric):
    if rubric.archived_at:
        raise Refused("This rubric is archived. Restore it before you change its criteria.")


def _increment_revision(rubric):
    rubric.revision += 1
    Rubric.objects.filter(pk=rubric.pk).update(revision=rubric.revision)


def _get_confirmed_draft(rubric, revision, by):
    """The draft, if it has not changed since the page with the button was opened."""
    draft = get_draft(rubric)
    if draft is None:
        raise StaleState("This draft has been published or discarded.", rubric)
    if rubric.revision != revision:
        raise StaleState(
            f"{_who_saved(draft, by)} after you opened this page. Check it again.", rubric
        )
    return draft


def _build_stale_error(rubric, draft, rows, by):
    if draft:
        sentence = f"{_who_saved(draft, by)} after you opened it here."
        saved = draft
    else:
        sentence = "This draft was published or discarded after you opened it here."
        saved = current_version(rubric)
    return StaleRubricDraft(sentence, rubric, typed=rows, saved=list_criterion_texts(saved))


def _who_saved(draft, by):
    if draft.saved_by == by:
        return "You saved this draft in another tab"
    return f"{draft.saved_by} saved this draft"


def _create_draft(rubric, *, by, now):
    current = current_version(rubric)
    number = current.number + 1 if current else 1
    draft = rubric.versions.create(number=number, saved_at=now, saved_by=by)
    record("draft begun", rubric, by=by, now=now, number=draft.number)
    return draft


def _write_criteria(draft, rows):
    """Upsert the criteria by position and delete the surplus."""
    criteria = []
    for position, row in enumerate(rows, start=1):
        values = {field: getattr(row, field) for field in FIELDS}
        criteria.append(Criterion(version=draft, position=position, **values))
    Criterion.objects.bulk_create(
        criteria,
        update_conflicts=True,
        unique_fields=["version", "position"],
        update_fields=FIELDS,
    )
    draft.criteria.filter(position__gt=len(rows)).delete()


def _delete(rubric):
    try:
        rubric.delete()
    except ProtectedError as error:
        raise Refused(
            "A pool uses this rubric, so its only draft cannot be discarded. Publish it instead."
        ) from error
