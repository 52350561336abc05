"""A review of each kind, from the draft to the reminder; only peer reviews have a pairing."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from core.errors import NotAllowed
from core.tests.rows import reload
from core.weeks import local_datetime
from notifications.models import Notice
from people.tests.factories import UserFactory
from reviews import actions, kinds, queries, sweeps
from reviews.filters import ReviewFilters
from reviews.kinds import kind_of
from reviews.models import Reader, Review
from reviews.signals import review_sent
from reviews.states import PEER_KINDS, ReviewKind, ReviewState
from reviews.tests.factories import (
    DUE,
    NOW,
    ReviewFactory,
    fill_rubric,
    posted_rubric,
    review_of_kind,
    sent_review,
)

pytestmark = pytest.mark.django_db
OTHER_KINDS = sorted(set(ReviewKind) - set(PEER_KINDS))
each_kind = pytest.mark.parametrize("kind", ReviewKind)
other_kinds = pytest.mark.parametrize("kind", OTHER_KINDS)
LONG_AFTER = local_datetime(date(2027, 1, 20), 12, "UTC")


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    """The classes of `reviews`, which the apps above replace by their own."""
    for kind_class in (kinds.SelfReview, kinds.ManagerReview):
        monkeypatch.setitem(kinds._kinds, kind_class.name, kind_class())


def send(review):
    """Send it the way its kind is sent."""
    review = reload(review)
    done = {"by": review.reviewer, "now": NOW}
    if kind_of(review).sends_alone:
        return actions.submit_review(review, rubric_input=fill_rubric(review), **done)
    actions.save_draft(review, rubric_input=fill_rubric(review), **done)
    return actions.submit_saved_review(review, **done)


@each_kind
def test_review_of_each_kind_is_edited_saved_sent_read_and_discussed(kind, client):
    review = review_of_kind(kind)
    client.force_login(review.reviewer)
    assert client.get(reverse("review_edit", args=[review.pk])).status_code == 200
    data = posted_rubric(review)
    saved = client.post(
        reverse("review_autosave", args=[review.pk]), data, headers={"HX-Request": "true"}
    )
    assert "Draft saved" in saved.text
    data["version"] = 2
    submitted = client.post(reverse("review_submit", args=[review.pk]), data)
    if kind_of(review).sends_alone:
        assert submitted.status_code == 302
    else:
        assert submitted.status_code == 403
        actions.submit_saved_review(review, by=review.reviewer, now=NOW)
    page = reverse("review", args=[review.pk])
    assert kind_of(review).title(review, review.reviewer) in client.get(page).text
    client.post(reverse("comment_add", args=[review.pk]), {"body": "A thought."})
    assert "A thought." in client.get(page).text
    assert client.get(reverse("my_week")).status_code == 200


@each_kind
def test_late_draft_of_each_kind_is_listed_by_the_app_that_sends_it(kind, client, time_machine):
    time_machine.move_to(LONG_AFTER)
    review = review_of_kind(kind)
    items = [(item.what, item.due_at) for item in queries.due_for(review.reviewer, LONG_AFTER)]
    expected = [(kind_of(review).draft_title(review), review.due_at)]
    assert items == (expected if kind_of(review).sends_alone else [])
    client.force_login(review.reviewer)
    assert "Was due" in client.get(reverse("review_edit", args=[review.pk])).text


@each_kind
def test_comment_on_each_kind_reminds_who_may_read_it(kind):
    review = send(review_of_kind(kind))
    for user in {review.reviewer, review.owner}:
        Reader.objects.get_or_create(review=review, user=user, defaults={"why": "owner"})
    actions.add_comment(review, body="Why?", by=review.owner, now=NOW)
    sweeps.remind_due(now=local_datetime(date(2026, 11, 24), 12, "UTC"))
    reminders = Notice.objects.filter(kind="comment_waits", recipient=review.reviewer)
    assert reminders.exists() == (review.reviewer != review.owner)


def test_comment_on_a_calibration_does_not_remind_the_owner_who_may_not_read_it():
    review = send(review_of_kind(ReviewKind.CALIBRATION))
    actions.add_comment(review, body="Why?", by=review.reviewer, now=NOW)
    sweeps.remind_due(now=local_datetime(date(2026, 11, 24), 12, "UTC"))
    assert not Notice.objects.filter(recipient=review.owner).exists()


@each_kind
def test_discard_follows_the_kind(kind, client):
    review = review_of_kind(kind)
    client.force_login(review.reviewer)
    address = reverse("review_discard", args=[review.pk])
    statuses = client.get(address).status_code, client.post(address).status_code
    can_be_discarded = kind in PEER_KINDS
    assert statuses == ((200, 302) if can_be_discarded else (403, 403))
    assert (reload(review).state == ReviewState.DISCARDED) == can_be_discarded


@other_kinds
def test_review_that_is_not_for_the_owner_is_never_acknowledged_used_recalled_or_closed(kind):
    review = send(review_of_kind(kind))
    with pytest.raises(NotAllowed):
        actions.acknowledge_review(review, by=review.owner, now=NOW)
    with pytest.raises(NotAllowed):
        actions.mark_used(review, by=review.owner, now=NOW)
    with pytest.raises(NotAllowed):
        actions.recall_review(review, by=review.reviewer, now=NOW)
    with pytest.raises(NotAllowed):
        actions.close_unacknowledged(review, by=review.reviewer, now=LONG_AFTER)
    assert sweeps.close_by_rule(now=LONG_AFTER) == 0
    assert reload(review).state == ReviewState.SUBMITTED


@other_kinds
def test_review_that_is_not_for_the_owner_is_never_listed_or_exported(kind):
    review = send(review_of_kind(kind))
    for user in (review.reviewer, review.owner):
        filters = ReviewFilters()
        assert not list(queries.build_export(user, filters, now=NOW))
        assert queries.export_page(user, filters, now=NOW)["count"] == 0
        assert not queries.on_case(review.case, user).rows
        assert not queries.happenings_for(user, NOW)


@other_kinds
def test_review_that_is_not_for_the_owner_notifies_nobody_and_asks_no_consent(kind):
    review = review_of_kind(kind)
    with pytest.raises(NotAllowed):
        actions.ask_consent(review, by=review.reviewer, now=NOW)
    send(review)
    sweeps.remind_due(now=local_datetime(date(2026, 11, 24), 12, "UTC"))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("kind", "reads"), [("manager", True), ("invited", True), ("calibration", False)]
)
def test_owner_reads_a_sent_review_as_its_kind_says(kind, reads):
    review = send(review_of_kind(kind))
    assert Review.objects.visible_to(review.owner).exists() == reads
    assert not Review.objects.visible_to(UserFactory()).exists()


def test_invited_review_is_closed_by_rule_14_days_after_it_was_due():
    review = send(review_of_kind(ReviewKind.INVITED))
    assert sweeps.close_by_rule(now=local_datetime(date(2026, 12, 4), 23, "UTC")) == 0
    assert sweeps.close_by_rule(now=local_datetime(date(2026, 12, 5), 1, "UTC")) == 1
    assert reload(review).state == ReviewState.CLOSED


def test_review_sent_is_a_signal_inside_the_transaction():
    sent = []

    def receive(sender, review, by, now, **kwargs):
        sent.append((review.pk, review.state, Reader.objects.filter(review=review).count()))

    review_sent.connect(receive)
    try:
        review = sent_review()
    finally:
        review_sent.disconnect(receive)
    assert sent == [(review.pk, ReviewState.SUBMITTED, 2)]


def new_self_review(by):
    draft = review_of_kind(ReviewKind.SELF, reviewer=by, owner=by)
    about = {"case": draft.case, "rubric_version": draft.rubric_version}
    frozen = {"due_at": DUE, "zone": "Europe/Berlin", "country": "DE"}
    return actions.create_review(
        ReviewKind.SELF, reviewer=by, owner=by, by=by, now=NOW, **about, **frozen
    )


def test_create_review_freezes_due_date_zone_and_country():
    review = reload(new_self_review(UserFactory()))
    assert (review.kind, review.state) == (ReviewKind.SELF, ReviewState.DRAFT)
    assert (review.due_at, review.zone, review.country) == (DUE, "Europe/Berlin", "DE")


def test_create_review_when_the_audit_fails_creates_nothing(audit_refuses):
    user = UserFactory()
    with audit_refuses():
        new_self_review(user)
    assert Review.objects.filter(reviewer=user).count() == 1  # the draft of the test itself


@pytest.mark.parametrize("kind", [ReviewKind.SELF, ReviewKind.MANAGER, ReviewKind.CALIBRATION])
def test_other_kind_with_a_pairing_is_refused_by_the_database(kind):
    with pytest.raises(IntegrityError, match="peer_reviews_have_a_pairing"):
        ReviewFactory(kind=kind)


def test_peer_review_without_a_pairing_is_refused_by_the_database():
    review = review_of_kind(ReviewKind.INVITED)
    with pytest.raises(IntegrityError, match="peer_reviews_have_a_pairing"):
        Review.objects.filter(pk=review.pk).update(kind=ReviewKind.PEER)
