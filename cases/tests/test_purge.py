"""The text of a closed case is deleted after a year (a setting); no import brings it back."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from cases import tasks
from cases.actions import import_export, purge_conversations
from cases.importing.isolated import PREFIX
from cases.importing.rows import CaseRow, CommentRow, Export, PersonRow
from cases.models import Case, CaseComment
from cases.states import Status
from cases.sweeps import purge_old_conversations
from cases.tests.conftest import NOW
from cases.tests.factories import CommentFactory
from core.tests.concurrency import run_together
from core.tests.poison import poison
from people.models import User

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
OLD = {"status": Status.CLOSED, "closed_at": NOW - YEAR, "updated_at": NOW - YEAR}


def closed(**changes):
    """A case with one message."""
    given = {f"case__{name}": value for name, value in (OLD | changes).items()}
    return CommentFactory(**given).case


def texts():
    return Case.objects.exclude(description="").count(), CaseComment.objects.count()


def imported(case, now, system, **changes):
    """The same case with its message in an export of today."""
    known = {
        name: getattr(case, name)
        for name in ("external_id", "status", "opened_at", "closed_at", "subject")
    }
    row = CaseRow(line=1, description="As it was", **known | changes)
    ann = PersonRow(external_id="9", name="Ann")
    told = CommentRow(
        external_id="7",
        case_id=case.external_id,
        author=ann,
        is_public=True,
        body="x",
        written_at=now,
    )
    import_export(
        Export(cases=[row], comments=[told]), name="day", source=case.source, by=system, now=now
    )


def test_purge_of_a_case_closed_a_year_ago_deletes_its_texts_once(now):
    case = closed()
    assert [purge_old_conversations(now=now), purge_old_conversations(now=now)] == [1, 0]
    assert texts() == (0, 0)
    assert Case.objects.get() == case


@pytest.mark.parametrize(
    "changes",
    [
        {"closed_at": NOW - YEAR + DAY},
        {"status": Status.SOLVED},
        {"status": Status.OPEN, "closed_at": None},
    ],
)
def test_purge_leaves_what_is_younger_or_not_closed(now, changes):
    closed(**changes)
    assert purge_old_conversations(now=now) == 0
    assert texts() == (1, 1)


@pytest.mark.parametrize(
    "changes", [{"closed_at": None}, {"status": Status.OPEN, "deleted_at": NOW - YEAR}]
)
def test_purge_finds_cases_without_a_closing_date_and_deleted_ones(now, changes):
    closed(**changes)
    assert purge_old_conversations(now=now) == 1


def test_purge_keeps_as_long_as_the_setting_says(now, settings):
    closed()
    settings.KEEP_CONVERSATIONS_DAYS = 0
    assert purge_old_conversations(now=now) == 0
    settings.KEEP_CONVERSATIONS_DAYS = 366
    assert purge_old_conversations(now=now) == 0
    settings.KEEP_CONVERSATIONS_DAYS = 30
    assert purge_old_conversations(now=now) == 1


def test_purge_of_many_goes_in_batches(now, monkeypatch):
    monkeypatch.setattr("cases.sweeps.BATCH", 2)
    for _ in range(5):
        closed()
    assert purge_old_conversations(now=now) == 5


def test_purge_with_one_poisoned_case_purges_the_others_of_its_batch(now, caplog):
    broken, *_ = [closed() for _ in range(3)]
    poison(broken)
    assert purge_old_conversations(now=now) == 2
    assert texts() == (1, 1)
    assert f"failed for cases.case {broken.pk}" in caplog.text


def test_purge_conversations_leaves_an_audit_event_a_case_without_text(now, system):
    case = closed()
    assert purge_conversations([case], before=now - YEAR, by=system, now=now) == 1
    assert [(event.verb, event.facts) for event in Event.objects.about(case)] == [
        ("conversation deleted", {})
    ]


def test_purge_conversations_rolls_back_when_audit_fails(now, system, audit_refuses):
    case = closed()
    with audit_refuses():
        purge_conversations([case], before=now - YEAR, by=system, now=now)
    assert texts() == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_purge_from_two_beats_at_once_purges_once(now):
    case = closed()
    assert sum(run_together(*[lambda: purge_old_conversations(now=now)] * 3)) == 1
    assert Event.objects.about(case).count() == 1


@pytest.mark.django_db(transaction=True)
def test_purge_conversations_of_the_same_cases_at_once_purges_each_once(now):
    cases = [closed(), closed()]
    system = User.objects.system()
    assert (
        sum(
            run_together(
                *[lambda: purge_conversations(cases, before=now - YEAR, by=system, now=now)] * 3
            )
        )
        == 2
    )


def test_purged_case_that_is_imported_again_stays_without_text(now, system):
    case = closed()
    purge_old_conversations(now=now)
    imported(case, now, system)
    assert texts() == (0, 0)
    assert Case.objects.get().purged_at == now


def test_purged_case_that_is_reopened_gets_its_text_back(now, system):
    case = closed()
    purge_old_conversations(now=now)
    imported(case, now, system, status=Status.OPEN, closed_at=None, updated_at=now)
    assert texts() == (1, 1)
    assert Case.objects.get().purged_at is None


def test_purged_case_says_so_on_its_page(client, engineer, time_machine, now):
    time_machine.move_to(now)
    case = closed()
    tasks.purge_old_conversations()
    client.force_login(engineer)
    page = client.get(reverse("case", args=[case.pk])).text
    assert "The conversation was deleted" in page
    assert "Conversation deleted" in page


def test_purge_removes_what_a_killed_import_left(now, tmp_path, monkeypatch):
    monkeypatch.setattr("cases.importing.isolated.gettempdir", lambda: str(tmp_path))
    left = tmp_path / f"{PREFIX}1"
    left.mkdir()
    os.utime(left, (0, 0))
    purge_old_conversations(now=now)
    assert not left.exists()
