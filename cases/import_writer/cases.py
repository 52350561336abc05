"""The cases of a batch: new ones, changed ones, and those that stay as they are."""

from cases.import_writer.upsert import BATCH, apply, differences, save_changes
from cases.models import Case
from cases.states import ACTIVE, Status

PLAIN = ("subject", "description", "url", "product", "affected_asset", "status", "priority")
PLAIN += ("is_major", "opened_at", "solved_at", "closed_at")
UNDATED = "the row does not say when it last changed and may be older than the case: it was skipped"
WITHOUT_CASE = "the case of the comment is not here: the comment was left out"


class CaseWriter:
    """Compares every row with the existing case.

    `cases` ends as {external id: case} of all that the batch names, `created` as the new ones and
    `changed` as {external id: (case, changes)}. `skipped` are the ids of rows that were left out.
    """

    def __init__(self, batch, lookup, summary, *, now):
        self.rows = batch.cases
        self.comments = batch.comments
        self.lookup = lookup
        self.summary = summary
        self.now = now
        keys = {row.external_id for row in batch.cases}
        keys |= {row.parent_id for row in batch.cases if row.parent_id}
        keys |= {row.case_id for row in batch.comments}
        # In the order of their ids, as `link_owner` does, or two of them could lock each other out.
        existing = Case.objects.filter(source=lookup.source, external_id__in=keys).order_by("pk")
        self.cases = {case.external_id: case for case in existing.select_for_update(no_key=True)}
        self.created = []
        self.changed = {}
        self.skipped = set()

    def save(self):
        for row in self.rows:
            self.compare(row)
        Case.objects.bulk_create(self.created, batch_size=BATCH)
        self.link_parents()
        save_changes(Case, list(self.changed.values()))
        self.warn_of_lost_comments()

    def compare(self, row):
        case = self.cases.get(row.external_id)
        if must_skip(row, case):
            self.skipped.add(row.external_id)
            if case is not None and not row.updated_at and not row.is_deleted:
                self.summary.warn(row.line, row.external_id, UNDATED)
        elif case is None:
            case = Case(source=self.lookup.source, external_id=row.external_id, **self.values(row))
            self.cases[row.external_id] = case
            self.created.append(case)
        elif row.is_deleted:
            updated_at = row.updated_at or case.updated_at
            self.change(case, {"deleted_at": self.now, "updated_at": updated_at})
        else:
            self.change(case, self.values(row, case))

    def change(self, case, values):
        changes = differences(case, values)
        if changes:
            apply(case, changes)
            _, earlier = self.changed.get(case.external_id, (case, {}))
            self.changed[case.external_id] = (case, earlier | changes)

    def values(self, row, case=None):
        owner = self.lookup.user(row.owner)
        contact = self.lookup.contact(row.contact)
        customer = self.lookup.customer(row.customer)
        values = {name: getattr(row, name) for name in PLAIN}
        if case is not None and case.purged_at and row.status == Status.CLOSED:
            values |= {"description": ""}
        else:
            values |= {"purged_at": None}
        return values | {
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

    def with_conversation(self):
        """The cases that may get messages: what was purged does not come back."""
        return {key: case for key, case in self.cases.items() if case.purged_at is None}

    def link_parents(self):
        """Runs once all cases have a primary key. An unknown parent is a warning."""
        created = {case.external_id for case in self.created}
        for row in self.rows:
            if row.is_deleted or row.external_id in self.skipped:
                continue
            case = self.cases[row.external_id]
            parent = self.parent_of(row)
            if parent is None and case.external_id in created:
                continue
            self.change(case, {"parent_id": parent.pk if parent else None})

    def parent_of(self, row):
        parent = self.cases.get(row.parent_id)
        if row.parent_id and (parent is None or row.parent_id == row.external_id):
            reason = f"unknown parent {row.parent_id}: the case is not linked to it"
            self.summary.warn(row.line, row.external_id, reason)
            return None
        return parent

    def warn_of_lost_comments(self):
        """Warn of comments without a case, except those of skipped cases."""
        for row in self.comments:
            if row.case_id not in self.cases and row.case_id not in self.skipped:
                self.summary.warn(0, row.case_id, WITHOUT_CASE)


def must_skip(row, case):
    """Deleted upstream and not stored (or stored as deleted), or older than the stored case."""
    if case is None or (row.is_deleted and case.deleted_at):
        return row.is_deleted
    if row.updated_at:
        return row.updated_at < case.updated_at
    return not row.is_deleted and may_be_older(row, case)


def may_be_older(row, case):
    """Whether a row without a time of last change has older times, or would reopen its case.

    A row of an older file and one of a case that was reopened look alike; the case stays as it is.
    """
    is_over = bool(case.deleted_at) or case.status not in ACTIVE
    times = (case.opened_at, case.solved_at, case.closed_at)
    is_older = row.last_named_time < max(time for time in times if time)
    return is_older or (is_over and row.status in ACTIVE)


def last_change(row, case):
    """The helpdesk's time, else the latest in the row; never earlier than the stored one."""
    if row.updated_at:
        return row.updated_at
    times = [row.opened_at, row.solved_at, row.closed_at, case.updated_at if case else None]
    return max(time for time in times if time)
