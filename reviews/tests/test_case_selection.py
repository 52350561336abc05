"""The page to pick a case says what the owner last answered this reviewer, and nobody else."""

import pytest
from django.urls import reverse

from pairing.tests.factories import PairingFactory
from reviews import actions
from reviews.models import Consent
from reviews.states import ConsentState
from reviews.tests.factories import NOW, ReviewFactory

pytestmark = pytest.mark.django_db


def page_of(client, pairing):
    client.force_login(pairing.reviewer)
    return client.get(reverse("pick_case", args=[pairing.pk])).text


@pytest.fixture
def again():
    """A pairing of two who had one before, in which the reviewer asked."""
    before = ReviewFactory()
    actions.ask_consent(before, by=before.reviewer, now=NOW)
    return PairingFactory(
        reviewer=before.reviewer, owner=before.owner, draw__cycle__pool__slug="again"
    )


def test_pick_case_without_a_word_says_how_to_ask(client):
    assert "You can ask once you have picked a case" in page_of(client, PairingFactory())


WORDS = {
    ConsentState.ASKED: "has not answered yet",
    ConsentState.ALLOWED: "allowed technical notes",
    ConsentState.DECLINED: "said “not this time”",
    ConsentState.WITHDRAWN: "then withdrew consent",
    ConsentState.CLOSED: "did not answer about technical notes",
}


@pytest.mark.parametrize("state", ConsentState)
def test_pick_case_says_the_last_word(client, again, state):
    Consent.objects.update(state=state)
    assert WORDS[state] in page_of(client, again)


def test_pick_case_says_nothing_of_a_word_to_somebody_else(client, again):
    other = PairingFactory(owner=again.owner, draw__cycle__pool__slug="other")
    assert "has not answered yet" not in page_of(client, other)
