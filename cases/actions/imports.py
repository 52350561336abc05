"""Imports of cases: uploads run as jobs, folders or files by the command."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from audit.actions import record, record_all
from cases import rules
from cases.import_writer.cases import CaseWriter
from cases.import_writer.comments import CommentWriter
from cases.import_writer.importer import Importer
from cases.importing.isolated import read_isolated
from cases.importing.read_limits import Limits
from cases.importing.records import REASON_LIMIT
from cases.models import Case, CaseComment, ImportReject, ImportRun
from cases.signals import cases_changed, messages_redacted
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from files.actions import store_file
from files.models import StoredFile
from jobs.actions import start_job
from jobs.models import Job
from jobs.states import State
from people.actions import propose_people
from people.models import Proposal
from people.states import ProposalState

JOB = "cases.import"
IMPORT_LOCK = 0x63617365  # "case"
LOCK_PATIENCE = "60s"  # a preview holds the lock until it is done
TEXTS = {"subject", "description"}
NOT_IN_FACTS = TEXTS | {"updated_at"}


@transaction.atomic
def start_import(upload, *, source="", dry_run=False, by, now):
    """Keep the uploaded file and start the job that reads and imports it; returns the job.

    Raises NotAllowed, and FileTooLarge.
    """
    _require_right(by)
    keep_until = now + timedelta(days=settings.KEEP_UPLOADS_DAYS)
    file = store_file(upload, kind=JOB, name=upload.name, keep_until=keep_until, by=by, now=now)
    return _start_job(file, source, dry_run=dry_run, by=by, now=now)


@transaction.atomic
def start_previewed_import(preview, *, by, now):
    """Start the job that imports the file of the finished job `preview`; returns it.

    A second request returns the job of the first. Raises NotAllowed, and Refused if the file has
    been deleted meanwhile.
    """
    _require_right(by)
    preview = lock(preview)
    file = StoredFile.objects.filter(pk=preview.payload["file"]).first()
    if file is None:
        raise Refused("The uploaded file has been deleted. Choose it again on the import page.")
    imports = Job.objects.filter(kind=JOB, payload__file=file.pk, payload__dry_run=False)
    started = imports.exclude(state__in=[State.FAILED, State.CANCELLED]).first()
    source = preview.payload["source"]
    return started or _start_job(file, source, dry_run=False, by=by, now=now)


def _start_job(file, source, *, dry_run, by, now):
    title = f"Preview of {file.name}" if dry_run else f"Import of {file.name}"
    payload = {"file": file.pk, "source": source, "dry_run": dry_run}
    return start_job(JOB, title=title, payload=payload, by=by, now=now)


def import_cases(path, *, source="", format="", dry_run=False, by, now):
    """Read the file or folder at `path` on this machine and import it, see `import_export`.

    `source` is the name of the helpdesk, by default that of the format; the same case under two
    sources is two cases. Raises UnreadableExport where nothing can be read.
    """
    limits = Limits(**settings.IMPORT_LIMITS["command"])
    export, form = read_isolated(path, format, settings.ZENDESK_FIELDS, limits=limits)
    name = Path(path).resolve().name
    return import_export(export, name=name, source=source or form, dry_run=dry_run, by=by, now=now)


def import_export(export, *, name, source, dry_run=False, by, now):
    """Import the cases, customers, contacts and messages of `export`, batch by batch.

    Safe to run twice, and twice at once: only what differs is written, and an older row never
    overwrites a newer case. Agents without an account become proposals. With `dry_run` everything
    is done and then rolled back. Returns an ImportSummary.
    """
    importer = Importer(export, name=name, source=source)
    if dry_run:
        return preview_import(importer, by=by, now=now)
    while not import_batch(importer, by=by, now=now):
        pass
    return importer.summary


@transaction.atomic
def import_batch(importer, *, by, now):
    """Write the next batch; after the last one propose people and save the run. True when done.

    A batch that is written a second time, because the worker was lost, changes nothing.
    """
    _require_right(by)
    _wait_for_other_imports()
    lookup = importer.lookup()
    if not importer.is_written:
        _write_batch(importer, lookup, by=by, now=now)
        return False
    _propose_people(importer, lookup, by=by, now=now)
    _save_run(importer, by=by, now=now)
    return True


@transaction.atomic
def preview_import(importer, *, by, now):
    """Do all of an import in one transaction and roll it back; returns the summary."""
    with transaction.atomic():
        while not import_batch(importer, by=by, now=now):
            pass
        transaction.set_rollback(True)
    importer.summary.run = None
    return importer.summary


def _require_right(by):
    if not rules.can_import(by):
        raise NotAllowed("Only coordinators can import cases.")


def _wait_for_other_imports():
    """One batch at a time: two with the same new case would both try to create it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [LOCK_PATIENCE])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def _write_batch(importer, lookup, *, by, now):
    batch = importer.batches[importer.written]
    summary = importer.summary
    cases = CaseWriter(batch, lookup, summary, now=now)
    cases.save()
    comments = CommentWriter(batch, lookup, cases.with_conversation(), cases.skipped)
    updated = _merge_changes(cases, comments.save())
    seen = {row.external_id for row in batch.cases} - cases.skipped
    touched = {case.external_id for case in cases.created}
    touched |= {case.external_id for case, _ in updated}
    summary.created += len(cases.created)
    summary.updated += len(updated)
    summary.unchanged += len(seen - touched)
    summary.skipped += len(cases.skipped)
    _record_changes(cases.created, updated, by=by, now=now)
    if redacted := comments.redacted():
        messages_redacted.send(CaseComment, messages=redacted, by=by, now=now)
    importer.written += 1


def _merge_changes(cases, new_messages):
    """(case, changes) of every existing case that changed or got messages."""
    created = {case.external_id for case in cases.created}
    updated = []
    for key in sorted((cases.changed.keys() | new_messages.keys()) - created):
        case, changes = cases.changed.get(key, (cases.cases[key], {}))
        if key in new_messages:
            changes = changes | {"comments": (0, new_messages[key])}
        updated.append((case, changes))
    return updated


def _record_changes(created, updated, *, by, now):
    """One event for each case, so that its History says what an import changed, and one signal."""
    record_all("imported", [(case, {"status": case.status}) for case in created], by=by, now=now)
    record_all("changed", [(case, _facts(changes)) for case, changes in updated], by=by, now=now)
    changes = [(case, {"status": (None, case.status)}) for case in created] + updated
    if changes:
        cases_changed.send(Case, changes=changes, by=by, now=now)


def _facts(changes):
    """Old and new values of every change; only the field names for texts."""
    plain = {
        name: [_plain(old), _plain(new)]
        for name, (old, new) in changes.items()
        if name not in NOT_IN_FACTS
    }
    return {"changes": plain, "texts": sorted(TEXTS & changes.keys())}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _propose_people(importer, lookup, *, by, now):
    """Propose active agents without an account to coordinators; former ones stay a name.

    A person known only by address is not proposed again for another helpdesk.
    """
    missing = _missing_people(importer.export, lookup)
    emails = [person.email for person in missing if person.email]
    others = Proposal.objects.exclude(source=lookup.source).filter(email__in=emails)
    waiting = {proposal.email: proposal for proposal in others}
    new = [p for p in missing if p.external_id or (p.email and p.email not in waiting)]
    rows = [(lookup.source, p.external_id or p.email, p.name, p.email) for p in new]
    proposals = propose_people(rows, by=by, now=now)
    proposals += [waiting[p.email] for p in missing if p not in new and p.email in waiting]
    is_open = [proposal.state == ProposalState.OPEN for proposal in proposals]
    importer.summary.proposed = sum(is_open)


def _missing_people(export, lookup):
    """The active agents of the export who have no account, each once."""
    owners = [row.owner for row in export.cases if row.owner]
    return [
        person
        for person in dict.fromkeys([*export.people, *owners])
        if person.is_staff and person.is_active and lookup.user(person) is None
    ]


def _save_run(importer, *, by, now):
    summary = importer.summary
    counts = summary.counts() | {
        "proposed": summary.proposed,
        "rejected": len(summary.rejected),
        "warnings": len(summary.warnings),
    }
    summary.run = ImportRun.objects.create(
        source=importer.source, name=importer.name, by=by, imported_at=now, counts=counts
    )
    rejects = [_reject(summary.run, note) for note in summary.rejected]
    rejects += [_reject(summary.run, note, is_warning=True) for note in summary.warnings]
    ImportReject.objects.bulk_create(rejects, batch_size=1000)
    record("imported cases", summary.run, by=by, now=now, **counts)


def _reject(run, note, is_warning=False):
    return ImportReject(
        run=run,
        line=note.line or None,
        external_id=note.external_id,
        reason=note.reason[:REASON_LIMIT],
        count=note.count,
        is_warning=is_warning,
    )
