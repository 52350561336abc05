from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notice
from notifications.registry import KINDS
from notifications.sweeps import purge_ended
from notifications.tests.kinds import TeamNotice, make_notice
from people.tests.factories import TeamFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def now():
    return timezone.now()


def days_before(now, days):
    return now - timedelta(days=days)


def test_purge_deletes_what_was_delivered_or_dropped_180_days_ago(now):
    make_notice(sent_at=days_before(now, 181))
    make_notice(sent=False, dropped_at=days_before(now, 181))
    recent = make_notice(sent_at=days_before(now, 179))
    assert purge_ended(now=now) == 2
    assert list(Notice.objects.all()) == [recent]


def test_purge_keeps_what_never_arrived(now):
    make_notice(sent=False, created_at=days_before(now, 400))
    make_notice(sent=False, dead_at=days_before(now, 400))
    assert purge_ended(now=now) == 0
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("name", "is_kept"), [("Still open", True), ("Over by now", False)])
def test_purge_keeps_a_reminder_that_is_still_due(now, monkeypatch, name, is_kept):
    monkeypatch.setitem(KINDS, TeamNotice.kind, TeamNotice)
    monkeypatch.setattr(TeamNotice, "is_reminder", True)
    make_notice(subject=TeamFactory(name=name), sent_at=days_before(now, 181))
    purge_ended(now=now)
    assert Notice.objects.exists() == is_kept


def test_purge_of_a_reminder_whose_subject_is_gone_deletes_it(now, monkeypatch):
    monkeypatch.setitem(KINDS, TeamNotice.kind, TeamNotice)
    monkeypatch.setattr(TeamNotice, "is_reminder", True)
    notice = make_notice(sent_at=days_before(now, 181))
    TeamNotice.model.objects.filter(pk=notice.subject_id).delete()
    assert purge_ended(now=now) == 1
