"""What the matrix needs of cases: one of the owner with both sorts of comments, and an import."""

from cases.models import Case, CaseComment
from cases.tests.factories import CaseFactory, CommentFactory, ImportRejectFactory, ImportRunFactory
from jobs.models import Job

FOREIGN_KINDS = "every colleague sees every case"
FOREIGN_KEYS = {"case": "case"}


def add_to_world(world):
    world.case = CaseFactory(owner=world.owner, subject="Index stuck at 42 % after the upgrade")
    CommentFactory(case=world.case)
    CommentFactory(case=world.case, is_public=False, body="Between us: ask the storage team.")
    world.customer = world.case.customer
    world.import_run = ImportRunFactory(by=world.coordinator)
    ImportRejectFactory(run=world.import_run)
    world.import_preview = make_preview(world.coordinator, world.now)


def make_preview(by, now):
    counts = {"created": 1, "updated": 0, "unchanged": 0, "duplicates": 0, "skipped": 0}
    notes = {"rejected": [[3, "46", "bad date"]], "warnings": []}
    totals = {"total_rejected": 1, "total_warnings": 0}
    return Job.objects.create(
        kind="cases.import",
        title="Preview of cases.csv",
        state="done",
        payload={"file": 0, "source": "", "dry_run": True},
        result={"counts": counts, **notes, **totals},
        by=by,
        created_at=now,
        not_before=now,
        finished_at=now,
    )


def add_foreign(foreign):
    foreign.case = CaseFactory(owner=foreign.owner)


def list_private_words(world):
    subjects = Case.objects.values_list("subject", flat=True)
    return [*subjects, *CaseComment.objects.values_list("body", flat=True)]
