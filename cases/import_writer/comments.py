"""The messages of an export. New ones are added; those of a case that was left alone are not rewritten."""

from cases.import_writer.upsert import BATCH, apply, differences, save_changes
from cases.models import CaseComment


class CommentWriter:
    def __init__(self, export, known, cases, left_alone):
        self.rows = [row for row in export.comments if is_live(cases.get(row.case_id))]
        self.known, self.cases, self.left_alone = known, cases, left_alone
        found = CaseComment.objects.filter(case__in={cases[row.case_id].pk for row in self.rows})
        self.comments = {(comment.case_id, comment.external_id): comment for comment in found}
        self.created, self.changed = [], []

    def save(self):
        """Write what is new or differs; returns the cases whose conversation changed, each with how many are new."""
        touched = {}
        for row in {(row.case_id, row.external_id): row for row in self.rows}.values():
            case = self.cases[row.case_id]
            if self.compare(row, case):
                touched[case.external_id] = touched.get(case.external_id, 0) + 1
        CaseComment.objects.bulk_create(self.created, batch_size=BATCH)
        save_changes(CaseComment, self.changed)
        return touched

    def compare(self, row, case):
        """Whether the reader of the case would see a difference; a name that became a colleague is none."""
        comment, values = self.comments.get((case.pk, row.external_id)), self.values(row)
        if comment is None:
            self.created.append(CaseComment(case=case, external_id=row.external_id, **values))
            return True
        changes = differences(comment, values)
        if not changes or row.case_id in self.left_alone:
            return False
        apply(comment, changes)
        self.changed.append((comment, changes))
        return bool({"body", "is_public", "written_at"} & set(changes))

    def values(self, row):
        author = self.known.user(row.author) if row.author.is_staff else None
        contact = self.known.contact(row.author)
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
