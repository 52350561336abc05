"""The talk: notes and agreed answers of two people, and the marks of both."""

from datetime import timedelta

import pytest

from audit.models import Event
from core.drafts import Seen
from core.errors import NotAllowed, StaleState
from core.tests.concurrency import errors_of, run_together
from monthly.actions import mark_done, save_discussion, unmark_done
from monthly.discussion_input import DiscussionInput, note_name, value_name
from monthly.errors import StaleDiscussion
from monthly.models import Agreement, MonthlyReview
from monthly.queries.comparisons import find_differences
from monthly.tests.factories import NOW, discussing_month
from notifications.models import Notice
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def month():
    return discussing_month()


def type_in(month, by, base=None, version=1, **texts):
    """Save `texts` as a page that read `base`, by default the empty page."""
    typed = DiscussionInput(Seen(version), texts, base or {})
    return save_discussion(month, discussion_input=typed, by=by, now=NOW)


def reload(month):
    return MonthlyReview.objects.get(pk=month.pk)


def test_save_discussion_keeps_notes_and_the_agreed_answer(month):
    [difference] = find_differences(month)
    agreed = {value_name(difference): "no", note_name(difference): "Ask on day one."}
    saved = type_in(month, month.engineer, notes="We talked.", **agreed)
    assert (saved.notes, saved.version) == ("We talked.", 2)
    agreement = Agreement.objects.get()
    assert (agreement.value, agreement.note) == ("no", "Ask on day one.")
    assert agreement.criterion.position == 1


def test_save_discussion_by_two_people_in_different_fields_keeps_both(month):
    [difference] = find_differences(month)
    value = value_name(difference)
    type_in(month, month.manager, notes="Hers.", **{value: ""})
    type_in(month, month.engineer, notes="", **{value: "yes"})
    assert reload(month).notes == "Hers."
    assert Agreement.objects.get().value == "yes"


def test_save_discussion_of_the_same_field_overwrites_nothing_and_shows_both(month):
    type_in(month, month.manager, notes="Hers.")
    with pytest.raises(StaleDiscussion) as stale:
        type_in(month, month.engineer, notes="His.")
    [row] = stale.value.differences
    assert (row.title, row.typed, row.saved) == ("Notes", "His.", "Hers.")
    assert reload(month).notes == "Hers."
    type_in(month, month.engineer, base={"notes": "Hers."}, notes="His.")
    assert reload(month).notes == "His."


def test_save_discussion_by_the_page_that_saved_last_is_no_conflict(month):
    page = Seen(1, page="a", stays_open=True, number=1)
    first = DiscussionInput(page, {"notes": "We"})
    save_discussion(month, discussion_input=first, by=month.engineer, now=NOW)
    later = DiscussionInput(Seen(1, "a", True, 2), {"notes": "We talked."})
    save_discussion(month, discussion_input=later, by=month.engineer, now=NOW)
    late = save_discussion(month, discussion_input=first, by=month.engineer, now=NOW)
    assert late.notes == "We talked."


@pytest.mark.parametrize("act", [mark_done, unmark_done, type_in])
def test_discussion_is_closed_to_others_and_after_its_end(month, act):
    options = {} if act is type_in else {"now": NOW}
    with pytest.raises(NotAllowed):
        act(month, by=UserFactory(), **options)
    MonthlyReview.objects.update(state="incomplete", ended_at=NOW, missing=["talk"])
    with pytest.raises(StaleState, match="incomplete"):
        act(month, by=month.engineer, **options)


def test_mark_done_by_one_notifies_the_other_and_by_both_ends_the_month(month):
    assert mark_done(month, by=month.engineer, now=NOW).state == "discussing"
    notice = Notice.objects.filter(kind="month_marked_done", dropped_at=None)
    assert notice.values_list("recipient", flat=True).distinct().get() == month.manager_id
    done = mark_done(month, by=month.manager, now=NOW)
    assert (done.state, done.ended_at) == ("done", NOW)
    assert not notice.filter(channel="inbox").exists()
    assert mark_done(month, by=month.manager, now=NOW).state == "done"


def test_unmark_done_takes_back_only_that_mark(month):
    mark_done(month, by=month.engineer, now=NOW)
    unmark_done(month, by=month.manager, now=NOW)
    assert reload(month).engineer_done_at == NOW
    unmark_done(month, by=month.engineer, now=NOW)
    assert reload(month).engineer_done_at is None
    notices = Notice.objects.filter(kind="month_marked_done", channel="inbox", dropped_at=None)
    assert not notices.exists()
    mark_done(month, by=month.engineer, now=NOW + timedelta(hours=1))
    assert notices.count() == 1


def test_marks_roll_back_when_audit_fails(month, audit_refuses):
    with audit_refuses():
        mark_done(month, by=month.engineer, now=NOW)
    assert reload(month).engineer_done_at is None
    mark_done(month, by=month.engineer, now=NOW)
    with audit_refuses():
        unmark_done(month, by=month.engineer, now=NOW)
    assert reload(month).engineer_done_at == NOW


@pytest.mark.django_db(transaction=True)
def test_mark_done_by_both_at_once_ends_the_month_once():
    month = discussing_month()
    results = run_together(
        lambda: mark_done(month, by=month.engineer, now=NOW),
        lambda: mark_done(month, by=month.manager, now=NOW),
    )
    assert errors_of(results) == []
    assert reload(month).state == "done"
    assert Event.objects.filter(verb="month done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_notes_of_two_tabs_at_once_keep_one_and_refuse_the_other():
    month = discussing_month()
    results = run_together(
        lambda: type_in(month, month.engineer, notes="His."),
        lambda: type_in(month, month.manager, notes="Hers."),
    )
    [stale] = errors_of(results)
    [row] = stale.differences
    assert row.saved == reload(month).notes
    assert {row.saved, row.typed} == {"His.", "Hers."}
