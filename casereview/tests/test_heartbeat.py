"""Background work: beat's heartbeat, the outbox, the last draw."""

from datetime import UTC, datetime, timedelta

import pytest

from casereview import celery, queries
from casereview.actions import record_heartbeat
from casereview.tasks import heartbeat
from notifications.tests.kinds import make_notice

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_pulse_before_the_first_heartbeat_is_unknown():
    assert queries.pulse() == queries.Pulse(None, None, None)


def test_note_heartbeat_twice_keeps_the_newest_and_its_lag():
    for sent in (NOW - MINUTE, NOW):
        record_heartbeat(sent_at=sent, now=sent + timedelta(seconds=3))
    assert queries.pulse() == queries.Pulse(NOW, NOW + timedelta(seconds=3), timedelta(seconds=3))


def test_note_heartbeat_that_comes_late_changes_nothing():
    record_heartbeat(sent_at=NOW, now=NOW)
    record_heartbeat(sent_at=NOW - MINUTE, now=NOW + MINUTE)
    assert queries.pulse().worker_seen == NOW


def test_lag_by_a_clock_that_is_behind_is_none():
    record_heartbeat(sent_at=NOW, now=NOW - MINUTE)
    assert queries.pulse().lag == timedelta(0)


def test_heartbeat_tells_the_moment_of_its_sender():
    headers = {}
    celery.stamp(headers=headers)
    sent = headers["sent_at"]
    heartbeat.push_request(sent_at=(NOW - MINUTE).isoformat())
    heartbeat.run()
    heartbeat.pop_request()
    assert queries.pulse().beat_seen == NOW - MINUTE
    assert sent >= NOW.isoformat()


def test_every_task_of_beat_is_one_of_ours():
    celery.app.loader.import_default_modules()
    assert {entry["task"] for entry in celery.app.conf.beat_schedule.values()} <= set(
        celery.app.tasks
    )


def test_state_tells_what_waits_and_since_when():
    make_notice(sent=False, not_before=NOW - MINUTE)
    make_notice(sent=False, not_before=NOW + MINUTE)
    make_notice(sent=False, not_before=NOW, dead_at=NOW)
    make_notice(not_before=NOW - 9 * MINUTE)
    state = queries.state_of_background_work(NOW)
    assert (state.outbox.waiting, state.outbox.due, state.outbox.dead, state.outbox.age) == (
        2,
        1,
        1,
        MINUTE,
    )
