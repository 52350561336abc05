import pytest
from django.urls import reverse

from pairing.models import Pairing
from pairing.states import PairingState
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing():
    return PairingFactory()


def url(pairing):
    return reverse("skip_pairing", args=[pairing.pk])


def state(pairing):
    return Pairing.objects.get(pk=pairing.pk).state


def test_skip_by_the_reviewer_asks_for_a_reason_and_leads_to_my_week(client, pairing):
    client.force_login(pairing.reviewer)
    assert f"Skip your review of {pairing.owner.name}?" in client.get(url(pairing)).text
    response = client.post(url(pairing), {"reason": " No case\r\nto review "})
    assert response.url == reverse("my_week")
    assert Pairing.objects.get().reason == "No case to review"


def test_skip_by_a_lead_leads_back_to_the_draw(client, pairing):
    lead = UserFactory()
    pairing.draw.cycle.pool.leads.add(lead)
    client.force_login(lead)
    assert f"{pairing.reviewer.name}’s review" in client.get(url(pairing)).text
    assert client.post(url(pairing), {"reason": "Ill"}).url.startswith("/draws/")


@pytest.mark.parametrize("reason", ["", "  ", "x\x00", "x" * 301, "m" * 1_000_000])
def test_skip_with_a_bad_reason_says_so(client, pairing, reason):
    client.force_login(pairing.reviewer)
    response = client.post(url(pairing), {"reason": reason})
    assert response.status_code == 422
    assert state(pairing) == PairingState.ASSIGNED


def test_skip_by_the_owner_is_forbidden(client, pairing):
    client.force_login(pairing.owner)
    assert client.get(url(pairing)).status_code == 403
    assert client.post(url(pairing), {"reason": "x"}).status_code == 403
    assert state(pairing) == PairingState.ASSIGNED


def test_skip_by_a_stranger_is_not_found(client, pairing):
    client.force_login(UserFactory())
    assert client.get(url(pairing)).status_code == 404
    assert client.post(url(pairing), {"reason": "x"}).status_code == 404


def test_skip_of_what_is_over_answers_with_what_happened(client):
    pairing = PairingFactory(state=PairingState.DONE)
    client.force_login(pairing.reviewer)
    assert client.get(url(pairing)).status_code == 409
    assert client.post(url(pairing), {"reason": "x"}).status_code == 409
