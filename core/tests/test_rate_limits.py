"""Expensive requests are limited per person: a page, a sentence for htmx, and when to retry."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import RateLimited
from core.rate_limits import Rate, consume, parse_rates, rates, require_quota
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def coordinator(client, settings):
    settings.RATE_LIMITS = dict.fromkeys(rates(), "2/m/user")
    person = UserFactory(coordinator=True)
    client.force_login(person)
    return person


def import_file(client):
    file = SimpleUploadedFile("cases.csv", b"id,subject\n1,Slow\n")
    return client.post(reverse("cases_import"), {"upload": file, "dry_run": "on"})


ASKED = {
    "cases": lambda client: client.get(reverse("cases"), {"q": "upgrade"}),
    "reviews": lambda client: client.get(reverse("reviews"), {"q": "upgrade"}),
    "people": lambda client: client.get(reverse("people"), {"q": "ana"}),
    "import": import_file,
    "export": lambda client: client.post(reverse("reviews_export"), {"form": "json"}),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_third_time_within_the_minute_is_429_with_the_time_to_wait(client, coordinator, ask):
    assert [ask(client).status_code for _ in range(2)] != [429, 429]
    response = ask(client)
    assert response.status_code == 429
    assert 50 < int(response["Retry-After"]) <= 60
    assert "Try again in" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_limit_of_one_person_is_not_anothers(client, coordinator):
    for _ in range(3):
        ASKED["cases"](client)
    client.force_login(UserFactory())
    assert ASKED["cases"](client).status_code == 200


def test_pages_without_a_search_are_not_counted(client, coordinator):
    assert {
        client.get(reverse(name)).status_code
        for name in ("cases", "reviews", "people")
        for _ in range(3)
    } == {200}


def test_search_by_htmx_reads_the_sentence_in_place_of_the_list(client, coordinator):
    for _ in range(3):
        response = client.get(
            reverse("cases"), {"q": "x"}, headers={"HX-Request": "true", "HX-Target": "results"}
        )
    assert response.status_code == 429
    assert 'role="alert"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert (response["HX-Reswap"], response["HX-Reselect"]) == ("innerHTML", "#rate-limited")


def test_limit_lets_go_on_when_it_said(client, coordinator, time_machine):
    for _ in range(3):
        response = ASKED["cases"](client)
    time_machine.move_to(time.time() + int(response["Retry-After"]) + 1)
    assert ASKED["cases"](client).status_code == 200


def test_rates_are_read_with_their_units():
    assert parse_rates("10/m/ip,5/5m/key") == [Rate(10, 60, "ip"), Rate(5, 300, "key")]
    with pytest.raises(ValueError, match="not a rate"):
        parse_rates("often/m/user")


@pytest.mark.parametrize(
    ("address", "status"), [("2001:db8:1:2::9", 429), ("2001:db8:1:3::1", 200)]
)
def test_addresses_of_one_ipv6_network_count_as_one(rf, settings, address, status):
    settings.RATE_LIMITS = {"search": "1/m/ip"}
    consume(rf.get("/", REMOTE_ADDR="2001:db8:1:2::1"), "search")
    again = rf.get("/", REMOTE_ADDR=address)
    if status == 200:
        require_quota(again, "search")
        return
    with pytest.raises(RateLimited, match="Try again in"):
        require_quota(again, "search")
