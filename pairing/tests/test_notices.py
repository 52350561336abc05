"""Notices about draws and skips, and when they are no longer due."""

from datetime import timedelta

import pytest

from notifications.registry import KINDS
from pairing.actions import skip_pairing
from pairing.models import Draw, Pairing
from pairing.states import PairingState
from pairing.tests.factories import NOW, drawn_pool

pytestmark = pytest.mark.django_db


def loaded(kind, subject):
    cls = KINDS[kind]
    return cls(cls.subjects([subject.pk])[subject.pk])


def test_drawn_says_whom_why_and_until_when():
    _, drawn = drawn_pool(3)
    pairing = drawn.pairings.first()
    message = loaded("drawn", drawn).message(pairing.reviewer)
    assert message.title == f"You review {pairing.owner.name} this cycle"
    assert message.body == "First time. Due Friday 20 November."
    assert message.url == f"/reviews/for/{pairing.pk}/"


def test_drawn_with_two_reviews_names_both_and_leads_to_my_week():
    _, drawn = drawn_pool(4, reviews_each=2)
    reviewer = drawn.pairings.first().reviewer
    message = loaded("drawn", drawn).message(reviewer)
    assert " and " in message.title
    assert message.url == "/"


@pytest.mark.parametrize("state", [PairingState.DONE, PairingState.SKIPPED, PairingState.MISSED])
def test_drawn_is_dropped_once_there_is_nothing_to_do(state):
    _, drawn = drawn_pool(3)
    reviewer = drawn.pairings.first().reviewer
    assert loaded("drawn", drawn).still_due(reviewer)
    Pairing.objects.update(state=state)
    assert not loaded("drawn", drawn).still_due(reviewer)


def test_drawn_whose_pairs_were_all_replaced_can_still_be_read():
    _, drawn = drawn_pool(3)
    reviewer = drawn.pairings.first().reviewer
    Pairing.objects.update(state=PairingState.REPLACED)
    message = loaded("drawn", drawn).message(reviewer)
    assert message.body == "Your pairs have changed since then."
    assert message.url == "/draws/" + drawn.cycle.pool.slug + "/2026-11-16/"


def test_drawn_of_a_skipped_review_leads_to_the_draw_and_not_to_the_cases():
    _, drawn = drawn_pool(3)
    pairing = drawn.pairings.first()
    skip_pairing(pairing, reason="Ill", by=pairing.reviewer, now=NOW)
    message = loaded("drawn", drawn).message(pairing.reviewer)
    assert message.body == "You have nothing left to write in this cycle."
    assert message.url.startswith("/draws/")


def test_drawn_reads_any_number_of_draws_in_two_queries(django_assert_num_queries):
    draws = [drawn_pool(3)[1] for _ in range(3)]
    with django_assert_num_queries(2):
        subjects = KINDS["drawn"].subjects([draw.pk for draw in draws])
        for draw in draws:
            subject = subjects[draw.pk]
            KINDS["drawn"](subject).message(subject.pairings.all()[0].reviewer)


def test_skipped_tells_each_side_in_their_own_words():
    _, drawn = drawn_pool(3)
    pairing = Draw.objects.get(pk=drawn.pk).pairings.first()
    skip_pairing(pairing, reason="No case", by=pairing.reviewer, now=NOW)
    notice = loaded("pairing_skipped", pairing)
    assert (
        notice.message(pairing.owner).title
        == f"{pairing.reviewer.name} does not review you this cycle"
    )
    assert (
        notice.message(pairing.reviewer).title
        == f"You no longer review {pairing.owner.name} this cycle"
    )
    assert notice.message(pairing.reviewer).body == "Reason: No case"
    assert notice.message(pairing.owner).body.startswith(
        "Reason: No case · You can ask for a volunteer"
    )


def test_skipped_offers_no_volunteer_when_too_few_days_are_left():
    _, drawn = drawn_pool(3)
    pairing = drawn.pairings.first()
    skip_pairing(pairing, reason="No case", by=pairing.reviewer, now=NOW + timedelta(days=1))
    assert loaded("pairing_skipped", pairing).message(pairing.owner).body == "Reason: No case"
