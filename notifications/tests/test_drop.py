"""An admin drops notices from the outbox."""

from datetime import UTC, datetime

import pytest

from audit.models import Event
from core.errors import NotAllowed
from core.tests.concurrency import run_together
from notifications.actions import drop_notices
from notifications.delivery import deliver_due
from notifications.models import Notice
from notifications.states import DropReason
from notifications.tests.kinds import make_notice
from notifications.timeline import timeline_of
from people.tests.factories import UserFactory

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_drop_notices_takes_dead_and_waiting_ones_out_for_good():
    dead = make_notice(sent=False, dead_at=NOW)
    waiting = make_notice(sent=False)
    assert drop_notices([dead, waiting], by=UserFactory(superuser=True), now=NOW) == 2
    assert set(Notice.objects.values_list("dropped_why", flat=True)) == {DropReason.BY_HAND}
    assert deliver_due(now=NOW) == 0


@pytest.mark.django_db
def test_drop_notices_leaves_alone_what_was_sent():
    assert drop_notices([make_notice()], by=UserFactory(superuser=True), now=NOW) == 0
    assert Notice.objects.get().dropped_at is None


@pytest.mark.django_db
def test_drop_notices_by_anybody_else_is_refused():
    with pytest.raises(NotAllowed):
        drop_notices([make_notice(sent=False)], by=UserFactory(coordinator=True), now=NOW)


@pytest.mark.django_db
def test_drop_notices_is_undone_when_audit_fails(audit_refuses):
    notice = make_notice(sent=False)
    with audit_refuses():
        drop_notices([notice], by=UserFactory(superuser=True), now=NOW)
    assert Notice.objects.get().dropped_at is None


@pytest.mark.django_db(transaction=True)
def test_drop_notices_raced_happens_once():
    notice = make_notice(sent=False)
    admin = UserFactory(superuser=True)
    assert sorted(run_together(*[lambda: drop_notices([notice], by=admin, now=NOW)] * 4)) == [
        0,
        0,
        0,
        1,
    ]
    assert Event.objects.about(notice).count() == 1


@pytest.mark.django_db
def test_timeline_of_a_notice_dropped_by_hand_says_so_once():
    notice = make_notice(sent=False, created_at=NOW)
    drop_notices([notice], by=UserFactory(superuser=True, name="Ruth Admin"), now=NOW)
    notice.refresh_from_db()
    steps = [(step.what, step.detail) for step in timeline_of(notice, NOW)]
    assert steps == [("Queued", ""), ("An admin dropped it", "Ruth Admin")]
