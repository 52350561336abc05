"""The cases of an export: new ones, changed ones, and those that stay as they are."""

from cases.import_writer.upsert import BATCH, apply, differences, save_changes
from cases.models import Case
from cases.states import Status

PLAIN = ("subject", "description", "url", "product", "affected_asset", "status", "priority")
PLAIN += ("is_major", "opened_at", "solved_at", "closed_at")


class CaseWriter:
    """Compares every row with the case that is here. `cases` ends as {external id: case} of all that were named."""

    def __init__(self, export, known, summary, *, now):
        self.export, self.known, self.summary, self.now = export, known, summary, now
        keys = {row.external_id for row in export.cases} | {
            row.parent_id for row in export.cases if row.parent_id
        }
        keys |= {row.case_id for row in export.comments}
        found = Case.objects.filter(source=known.source, external_id__in=keys)
        self.cases = {case.external_id: case for case in found}
        self.changed, self.left_alone = {}, set()

    def save(self):
        for row in self.export.cases:
            self.compare(row)
        Case.objects.bulk_create(self.summary.created, batch_size=BATCH)
        self.link_parents()
        save_changes(Case, list(self.changed.values()))

    def compare(self, row):
        case = self.cases.get(row.external_id)
        if must_skip(row, case):
            self.left_alone.add(row.external_id)
            self.summary.skipped += 1
        elif case is None:
            case = Case(source=self.known.source, external_id=row.external_id, **self.values(row))
            self.cases[row.external_id] = case
            self.summary.created.append(case)
        elif row.is_deleted:
            self.change(case, {"deleted_at": self.now})
        else:
            self.change(case, self.values(row, case))

    def change(self, case, values):
        changes = differences(case, values)
        if changes:
            apply(case, changes)
            self.changed[case.external_id] = (
                case,
                self.changed.get(case.external_id, (case, {}))[1] | changes,
            )

    def values(self, row, case=None):
        known, owner, contact = (
            self.known,
            self.known.user(row.owner),
            self.known.contact(row.contact),
        )
        customer = known.customer(row.customer)
        stays_purged = case is not None and case.purged_at and row.status == Status.CLOSED
        kept = {"description": ""} if stays_purged else {"purged_at": None}
        return (
            {name: getattr(row, name) for name in PLAIN}
            | kept
            | {
                "number": row.external_id,
                "tags": list(row.tags),
                "updated_at": last_change(row, case),
                "deleted_at": None,
                "owner_id": owner.pk if owner else None,
                "owner_name": row.owner.name if row.owner else "",
                "owner_external_id": row.owner.external_id if row.owner else "",
                "owner_email": row.owner.email if row.owner else "",
                "contact_id": contact.pk if contact else None,
                "contact_name": row.contact.name if row.contact else "",
                "customer_id": customer.pk if customer else None,
            }
        )

    def with_conversation(self):
        """The cases whose messages belong here; what was purged does not come back with the next export."""
        return {key: case for key, case in self.cases.items() if case.purged_at is None}

    def link_parents(self):
        """After all cases have a number of ours. A parent that is nowhere is said in a warning."""
        created = {case.external_id for case in self.summary.created}
        for row in self.export.cases:
            if row.is_deleted or row.external_id in self.left_alone:
                continue
            case, parent = self.cases[row.external_id], self.parent_of(row)
            if parent is None and case.external_id in created:
                continue
            self.change(case, {"parent_id": parent.pk if parent else None})

    def parent_of(self, row):
        parent = self.cases.get(row.parent_id)
        if row.parent_id and (parent is None or row.parent_id == row.external_id):
            self.summary.warn(row, f"unknown parent {row.parent_id}: the case is not linked to it")
            return None
        return parent


def must_skip(row, case):
    """Deleted and never seen (or known to be gone), or older than what is here."""
    if case is None or case.deleted_at:
        return row.is_deleted
    return bool(row.updated_at and row.updated_at < case.updated_at)


def last_change(row, case):
    """The helpdesk's word; without one the last moment that the row names, and never earlier than before."""
    if row.updated_at:
        return row.updated_at
    named = [row.opened_at, row.solved_at, row.closed_at, case.updated_at if case else None]
    return max(moment for moment in named if moment)
