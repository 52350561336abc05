from datetime import timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Difference, Seen, StaleDraft, find_differences, is_superseded, save_draft
from core.tests.concurrency import run_together
from reviews.models import Review
from reviews.tests.factories import NOW, ReviewFactory

pytestmark = pytest.mark.database

LATER = NOW + timedelta(minutes=1)


def save(draft, seen, text="new", among=None):
    rows = Review.objects.all() if among is None else among
    return save_draft(draft, seen, among=rows, now=LATER, closing_note=text)


@pytest.mark.django_db
def test_save_draft_from_the_saved_version_writes_and_counts():
    draft = ReviewFactory()
    assert save(draft, Seen(1))
    saved = Review.objects.get()
    for one in (draft, saved):
        assert (one.version, one.closing_note, one.saved_at) == (2, "new", LATER)


@pytest.mark.django_db
def test_save_draft_from_an_older_version_changes_nothing():
    draft = ReviewFactory()
    save(draft, Seen(1))
    assert not save(draft, Seen(1), "older")
    assert not save(draft, Seen(1, page="another"), "older")
    assert Review.objects.get().closing_note == "new"


@pytest.mark.django_db
def test_save_draft_by_the_page_that_saved_last_may_be_one_version_late():
    draft = ReviewFactory()
    save(draft, Seen(1, page="a", stays_open=True))
    assert save(draft, Seen(1, page="a"), "sent")
    assert not save(draft, Seen(1, page="a"), "the page was left")
    assert Review.objects.get().closing_note == "sent"


@pytest.mark.django_db
def test_save_draft_of_a_page_that_arrives_late_overwrites_nothing():
    draft = ReviewFactory()
    first, second = (Seen(1, page="a", stays_open=True, number=number) for number in (1, 2))
    assert save(draft, second, "second")
    assert not save(draft, first, "first")
    assert is_superseded(draft, first)
    assert not is_superseded(draft, Seen(1, page="b", number=1))
    assert save(draft, Seen(1, page="a", stays_open=True, number=3), "third")
    assert Review.objects.get().closing_note == "third"


@pytest.mark.django_db
def test_save_draft_that_may_not_be_saved_any_more_changes_nothing():
    draft = ReviewFactory()
    assert not save(draft, Seen(1), among=Review.objects.none())
    assert draft.version == 1


@pytest.mark.django_db(transaction=True)
def test_save_draft_from_two_tabs_at_once_saves_one():
    pk = ReviewFactory().pk
    tabs = [lambda: save(Review.objects.get(pk=pk), Seen(1))] * 2
    assert sorted(run_together(*tabs)) == [False, True]
    assert Review.objects.get().version == 2


@given(st.lists(st.tuples(st.text(), st.text(), st.text())))
def test_find_differences_keeps_what_differs_in_its_order(rows):
    differences = find_differences(rows)
    assert differences == [Difference(*row) for row in rows if row[1] != row[2]]


def test_stale_draft_sends_all_but_its_own_fields_again():
    stale = StaleDraft("Old.", None, differences=[], version=3, edit_url="/edit/")
    posted = QueryDict("version=1&page=x&csrfmiddlewaretoken=y&note=a&tag=b&tag=c")
    assert stale.typed_again(posted) == [("note", "a"), ("tag", "b"), ("tag", "c")]
