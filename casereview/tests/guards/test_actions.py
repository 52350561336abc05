"""Every public function of an `actions` module is one transaction, and a test shows that it leaves its trace."""

import ast
from collections import defaultdict

from casereview.tests.guards.source import Source, app_code, files

NOT_ATOMIC = {
    "audit.record": "belongs in the caller's transaction, and raises outside of one",
    "audit.record_all": "as record",
    "notifications.queue": "belongs in the caller's transaction, and raises outside of one",
    "notifications.hint_delivery": "runs after the commit and writes nothing",
}
NOT_AUDITED = {
    "casereview.note_heartbeat": "a sign of life of the machinery: nobody acted",
    "audit.record": "is the audit trail",
    "audit.record_all": "as record",
    "notifications.queue": "the outbox row is itself the record of who was told what and when",
    "notifications.hint_delivery": "writes nothing",
    "notifications.mark_read": "reading one's own inbox changes nothing for anybody else; the row says when",
    "notifications.mark_unread": "as mark_read",
    "notifications.mark_all_read": "as mark_read",
    "people.ask_new_password": "anybody may ask for anybody, and nothing changes; the outbox row is the record",
    "people.ask_to_confirm": "as ask_new_password",
    "people.tell_new_password": "as queue: the outbox row is the record",
    "people.forget_sessions": "deletes rows that let nobody in any more; it changes nothing for anybody",
    "reviews.send_reminder": "as queue: the outbox row is the record",
    "reviews.save_draft": "exempt by DESIGN: every few seconds while somebody types; submitting is on the record",
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


def find_without_audit_test(sources, tests):
    """An action's audit test is a test of the same app named after both: `test_<action>_..._audit...`."""
    names = defaultdict(list)
    for test in tests:
        names[test.app] += [
            node.name for node in ast.walk(test.tree) if isinstance(node, ast.FunctionDef)
        ]
    return [
        source.at(node, f"{name} has no test named after it and its audit")
        for source, node, name in actions_in(sources)
        if name not in NOT_AUDITED
        if not any(
            node.name in test and "audit" in test.replace(node.name, "")
            for test in names[source.app]
        )
    ]


def find_unknown(exemptions, sources):
    known = {name for _, _, name in actions_in(sources)}
    return sorted(set(exemptions) - known)


def suite():
    return [source for source in files(".py") if source.is_test]


PLANTED = Source(
    "reviews/actions.py",
    "def submit_review(review, *, by, now):\n    pass\n\n\ndef _part():\n    pass\n",
)
OTHER = Source(
    "reviews/tests/test_actions.py", "def test_submit_review_by_stranger_is_refused(): pass\n"
)
AUDIT = Source("reviews/tests/test_actions.py", "def test_submit_review_is_audited(): pass\n")


def test_action_outside_a_transaction_is_found():
    assert find_without_transaction([PLANTED]) == [
        "reviews/actions.py:1 reviews.submit_review is not @transaction.atomic"
    ]


def test_action_without_audit_test_is_found():
    assert find_without_audit_test([PLANTED], [OTHER])


def test_action_with_audit_test_is_let_through():
    assert not find_without_audit_test([PLANTED], [OTHER, AUDIT])


def test_exemption_of_what_is_no_action_is_found():
    assert find_unknown({"reviews.gone": ""}, [PLANTED]) == ["reviews.gone"]


def test_every_action_is_one_transaction():
    assert find_without_transaction(app_code()) == []


def test_every_action_has_an_audit_test():
    assert find_without_audit_test(app_code(), suite()) == []


def test_every_exemption_is_of_an_action():
    assert find_unknown(NOT_ATOMIC | NOT_AUDITED, app_code()) == []
