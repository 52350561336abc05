"""Every public function of an `actions` module is one transaction, and a test has its audit refuse.

The second half is judged at the end of a whole run, from what really happened: see `refusals.py`.
"""

import ast

from casereview.tests.guards.source import Source, app_code

NOT_ATOMIC = {
    "cases.import_cases": "reads the file; each batch is a transaction of its own (import_batch)",
    "cases.import_export": "as import_cases",
    "audit.record": "belongs in the caller's transaction, and raises outside of one",
    "audit.record_all": "as record",
    "notifications.queue": "belongs in the caller's transaction, and raises outside of one",
    "notifications.hint_delivery": "runs after the commit and writes nothing",
    "jobs.hint_job": "writes nothing; what it sends goes out after the caller's commit",
    "people.create_person": "part of add_person and confirm_proposals",
    "people.link_proposal": "as create_person",
    "people.close_membership": "part of end_membership, change_membership and deactivate_person",
    "people.delete_sessions": "part of sign_out_everywhere, deactivate_person and set_password",
    "people.sync_address": "part of every action that changes an address, or lets somebody join",
    "people.record_admin_change": "part of change_account",
    "people.lock_roles": "part of actions that change who may do what",
}
NOT_AUDITED = {
    "casereview.record_heartbeat": "the machinery reports that it runs: nobody acted",
    "audit.record": "is the audit trail",
    "audit.record_all": "as record",
    "notifications.queue": "the outbox row is itself the record of who was told what and when",
    "notifications.hint_delivery": "writes nothing",
    "jobs.hint_job": "writes nothing",
    "jobs.resume_job": "writes nothing: it sends a message that was lost",
    "jobs.release_job": "passes a job on between two slices; its start and its end are recorded",
    "notifications.purge_notices": "an event for each would only grow in their place",
    "notifications.mark_read": "reading your inbox changes nothing for others; the row says when",
    "notifications.mark_unread": "as mark_read",
    "notifications.mark_all_read": "as mark_read",
    "notifications.mark_read_about": "as mark_read",
    "notifications.settle": "part of actions that record their own event",
    "pairing.notify_leads_of_absence": "the absence is recorded, and the notices in the outbox",
    "people.send_password_reset": "anybody may ask; the outbox row is the record",
    "people.link_proposal": "part of actions that record their own event",
    "people.close_membership": "as link_proposal",
    "people.delete_sessions": "as link_proposal",
    "people.sync_address": "as link_proposal",
    "people.record_admin_change": "as link_proposal",
    "people.lock_roles": "only locks",
    "people.forget_address_changes": "as forget_sessions",
    "people.forget_sessions": "deletes sessions that have expired; nothing changes for anybody",
    "reviews.send_reminder": "as queue: the outbox row is the record",
    "monthly.save_discussion": "as save_draft; marking the talk as done is recorded",
    "reviews.quote_message": "as save_draft",
    "reviews.remove_quotation": "as save_draft",
    "reviews.save_opinion_draft": "as save_draft",
    "reviews.save_draft": "runs every few seconds while somebody types; submitting is recorded",
}


def actions_in(sources):
    """Every public function of an actions module, as (source, node, "app.name")."""
    for source in sources:
        if source.shape == "actions":
            for node in source.tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield source, node, f"{source.app}.{node.name}"


def find_without_transaction(sources):
    return [
        source.at(node, f"{name} is not @transaction.atomic")
        for source, node, name in actions_in(sources)
        if name not in NOT_ATOMIC
        and not any("atomic" in ast.unparse(mark) for mark in node.decorator_list)
    ]


def find_never_stopped(sources, stopped):
    """Actions that the audit trail never stopped in a test; `stopped` names the others."""
    return sorted(
        name
        for _, _, name in actions_in(sources)
        if name not in NOT_AUDITED and name not in stopped
    )


def find_unknown(exemptions, sources):
    known = {name for _, _, name in actions_in(sources)}
    return sorted(set(exemptions) - known)


PLANTED = Source(
    "reviews/actions.py",
    "def submit_review(review, *, by, now):\n    pass\n\n\ndef _part():\n    pass\n",
)


def test_action_outside_a_transaction_is_found():
    assert find_without_transaction([PLANTED]) == [
        "reviews/actions.py:1 reviews.submit_review is not @transaction.atomic"
    ]


def test_action_whose_audit_nobody_made_refuse_is_found():
    assert find_never_stopped([PLANTED], {"reviews.other"}) == ["reviews.submit_review"]


def test_action_whose_audit_refused_is_let_through():
    assert not find_never_stopped([PLANTED], {"reviews.submit_review"})


def test_exemption_of_what_is_no_action_is_found():
    assert find_unknown({"reviews.gone": ""}, [PLANTED]) == ["reviews.gone"]


def test_every_action_is_one_transaction():
    assert find_without_transaction(app_code()) == []


def test_every_exemption_is_of_an_action():
    assert find_unknown(NOT_ATOMIC | NOT_AUDITED, app_code()) == []
