"""The messages of a batch. New ones are added; those of a skipped case are not rewritten."""

from cases.import_writer.upsert import BATCH, apply, differences, save_changes
from cases.models import CaseComment
from cases.rules import is_redacted

SEEN = {"body", "is_public", "written_at"}  # what the reader of a case would notice


class CommentWriter:
    def __init__(self, batch, lookup, cases, skipped):
        self.rows = [row for row in batch.comments if is_live(cases.get(row.case_id))]
        self.lookup = lookup
        self.cases = cases
        self.skipped = skipped
        with_messages = {cases[row.case_id].pk for row in self.rows}
        existing = CaseComment.objects.filter(case__in=with_messages)
        self.comments = {(comment.case_id, comment.external_id): comment for comment in existing}
        self.created = []
        self.changed = []

    def save(self):
        """Write what is new or differs; returns {external id of a case: how many messages}."""
        counts = {}
        for row in {(row.case_id, row.external_id): row for row in self.rows}.values():
            case = self.cases[row.case_id]
            if self.compare(row, case):
                counts[case.external_id] = counts.get(case.external_id, 0) + 1
        CaseComment.objects.bulk_create(self.created, batch_size=BATCH)
        save_changes(CaseComment, self.changed)
        return counts

    def redacted(self):
        """The messages that the helpdesk redacted."""
        return [
            comment
            for comment, changes in self.changed
            if "body" in changes and is_redacted(*changes["body"])
        ]

    def compare(self, row, case):
        """Whether a reader would see a difference; not if a name became a colleague."""
        comment = self.comments.get((case.pk, row.external_id))
        values = self.values(row)
        if comment is None:
            self.created.append(CaseComment(case=case, external_id=row.external_id, **values))
            return True
        changes = differences(comment, values)
        if not changes or row.case_id in self.skipped:
            return False
        apply(comment, changes)
        self.changed.append((comment, changes))
        return bool(SEEN & set(changes))

    def values(self, row):
        author = self.lookup.user(row.author) if row.author.is_staff else None
        contact = self.lookup.contact(row.author)
        return {
            "author_id": author.pk if author else None,
            "contact_id": contact.pk if contact else None,
            "author_name": row.author.name,
            "author_external_id": row.author.external_id,
            "is_public": row.is_public,
            "body": row.body,
            "written_at": row.written_at,
        }


def is_live(case):
    return case is not None and case.deleted_at is None
