"""What people do with cases: they import them, and cases find their owner."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from audit.actions import record, record_all
from cases import rules
from cases.import_writer.cases import CaseWriter
from cases.import_writer.comments import CommentWriter
from cases.import_writer.lookup import Lookup
from cases.import_writer.summary import ImportSummary
from cases.importing import read_export
from cases.importing.text import Cleaner
from cases.models import Case, CaseComment, ImportReject, ImportRun
from cases.signals import case_changed
from core.errors import NotAllowed
from people.actions import propose_people
from people.models import Proposal
from people.states import ProposalState

IMPORT_LOCK = 0x63617365  # "case"
TEXTS = {"subject", "description"}
UNSAID = TEXTS | {"updated_at"}


@transaction.atomic
def import_cases(path, *, source="", format="", dry_run=False, by, now):
    """Read the file or folder at `path` and import it: `import_export` for what lies on this machine.

    `source` is the name of the helpdesk, by default that of the format; the same case under two sources is two cases.
    Raises UnreadableExport where nothing can be read.
    """
    export, form = read_export(path, format, settings.ZENDESK_FIELDS)
    return import_export(
        export,
        name=Path(path).resolve().name,
        source=source or form,
        dry_run=dry_run,
        by=by,
        now=now,
    )


@transaction.atomic
def import_export(export, *, name, source, dry_run=False, by, now):
    """Bring the cases, customers, contacts and messages of `export` here; safe to run twice, and twice at once.

    Only what differs is written, and an older row never overwrites a newer case. Agents who are not here become
    proposals. With `dry_run` everything is done and then rolled back. Returns an ImportSummary.
    """
    if not rules.can_import(by):
        raise NotAllowed("Only coordinators import cases.")
    _wait_for_other_imports()
    summary = ImportSummary(
        duplicates=export.duplicates, rejected=list(export.rejected), warnings=list(export.warnings)
    )
    source = Cleaner().line(source, "source", 40)
    known = Lookup(source)
    known.take_in(export)
    _save_rows(export, known, summary, now=now)
    _propose_people(export, known, summary, by=by, now=now)
    _tell(summary, by=by, now=now)
    _save_run(summary, name=name, source=source, by=by, now=now)
    if dry_run:
        summary.run = None
        transaction.set_rollback(True)
    return summary


@transaction.atomic
def link_owner(user, *, by, now):
    """Give `user` the cases that the helpdesk says are theirs, by their id there, else by e-mail, and their messages.

    Cases that have an owner already keep it. Returns how many were linked.
    """
    theirs = Q(owner_email__iexact=user.email)
    for source, external_id in user.external_ids.items():
        theirs |= Q(source=source, owner_external_id=str(external_id))
    cases = list(Case.objects.filter(theirs, owner__isnull=True).select_for_update())
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(owner=user)
    _link_messages(user, cases)
    record_all("owner linked", [(case, {"owner": user.pk}) for case in cases], by=by, now=now)
    for case in cases:
        case.owner = user
        case_changed.send(Case, case=case, changes={"owner_id": (None, user.pk)}, by=by, now=now)
    return len(cases)


@transaction.atomic
def purge_conversations(cases, *, before, by, now):
    """Delete description and messages of those of `cases` that were closed (or deleted upstream) before that moment.

    What is said of a case in reviews stays, as do its number, subject and dates. Returns how many this call purged; of
    two at once each case is purged by one.
    """
    due = Case.objects.with_old_conversation(before).filter(pk__in=[case.pk for case in cases])
    due = list(due.select_for_update(skip_locked=True).order_by("pk"))
    CaseComment.objects.filter(case__in=due).delete()
    Case.objects.filter(pk__in=[case.pk for case in due]).update(description="", purged_at=now)
    record_all("conversation deleted", [(case, {}) for case in due], by=by, now=now)
    return len(due)


def _link_messages(user, cases):
    ids = {(case.source, case.owner_external_id) for case in cases if case.owner_external_id}
    ids |= {(source, str(external_id)) for source, external_id in user.external_ids.items()}
    for source, external_id in ids:
        theirs = CaseComment.objects.filter(case__source=source, author_external_id=external_id)
        theirs.filter(author__isnull=True, contact__isnull=True).update(author=user)


def _wait_for_other_imports():
    """One import at a time: two that see the same new case would both want to create it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _save_rows(export, known, summary, *, now):
    cases = CaseWriter(export, known, summary, now=now)
    cases.save()
    talk = CommentWriter(export, known, cases.with_conversation(), cases.left_alone).save()
    created = {case.external_id for case in summary.created}
    for key in cases.changed.keys() | talk.keys() - created:
        case, changes = cases.changed.get(key, (cases.cases[key], {}))
        if key not in created:
            summary.updated.append(
                (case, changes | ({"comments": (0, talk[key])} if key in talk else {}))
            )
    seen = {row.external_id for row in export.cases} - cases.left_alone - created
    summary.unchanged = len(seen - {case.external_id for case, _ in summary.updated})


def _propose_people(export, known, summary, *, by, now):
    """Active agents without a user here wait for a coordinator; former ones stay a name on their cases.

    Somebody known by address alone is not proposed a second time under another helpdesk.
    """
    missing = [
        person
        for person in dict.fromkeys(
            [*export.people, *(row.owner for row in export.cases if row.owner)]
        )
        if person.is_staff and person.is_active and known.user(person) is None
    ]
    others = Proposal.objects.exclude(source=known.source).filter(
        email__in=[p.email for p in missing if p.email]
    )
    waiting = {proposal.email: proposal for proposal in others}
    fresh = [p for p in missing if p.external_id or p.email and p.email not in waiting]
    rows = [
        (known.source, person.external_id or person.email, person.name, person.email)
        for person in fresh
    ]
    found = propose_people(rows, by=by, now=now)
    found += [
        waiting[person.email]
        for person in missing
        if person not in fresh and person.email in waiting
    ]
    summary.proposed = sum(proposal.state == ProposalState.OPEN for proposal in found)


def _tell(summary, *, by, now):
    """One event a case, so that its History says what an import changed; texts are named and not repeated."""
    record_all(
        "imported", [(case, {"status": case.status}) for case in summary.created], by=by, now=now
    )
    record_all(
        "changed", [(case, _facts(changes)) for case, changes in summary.updated], by=by, now=now
    )
    for case in summary.created:
        case_changed.send(Case, case=case, changes={"status": (None, case.status)}, by=by, now=now)
    for case, changes in summary.updated:
        case_changed.send(Case, case=case, changes=changes, by=by, now=now)


def _facts(changes):
    """Old and new of every change but the texts, of which only the names are kept."""
    plain = {
        name: [_plain(old), _plain(new)]
        for name, (old, new) in changes.items()
        if name not in UNSAID
    }
    return {"changes": plain, "texts": sorted(TEXTS & changes.keys())}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _save_run(summary, *, name, source, by, now):
    counts = summary.counts() | {
        "proposed": summary.proposed,
        "rejected": len(summary.rejected),
        "warnings": len(summary.warnings),
    }
    summary.run = ImportRun.objects.create(
        source=source, name=Cleaner().line(name, "name"), by=by, imported_at=now, counts=counts
    )
    notes = [(note, False) for note in summary.rejected] + [
        (note, True) for note in summary.warnings
    ]
    rows = [
        ImportReject(
            run=summary.run,
            line=note.line or None,
            external_id=note.external_id,
            reason=note.reason,
            is_warning=is_warning,
        )
        for note, is_warning in notes
    ]
    ImportReject.objects.bulk_create(rows, batch_size=1000)
    record("imported cases", summary.run, by=by, now=now, **counts)
